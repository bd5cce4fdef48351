import { IconBook2 } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Course } from "@/api/types";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { SearchBox } from "@/ui/work/SearchBox";
import { Tag } from "@/ui/work/Tag";
import { Toolbar } from "@/ui/work/Toolbar";
import { useOrganization } from "../organizations/context";
import styles from "./CoursesScreen.module.css";
import { CourseWindow } from "./CourseWindow";
import { coursesQuery } from "./queries";

/** What can be offered, and what is offered to everyone already. */
export function CoursesScreen() {
  const t = useT();
  const { id, role } = useOrganization();
  const [search, setSearch] = useState("");
  const [open, setOpen] = useState<string | null>(null);
  const q = useDebounced(search.trim());
  const query = useInfiniteQuery(coursesQuery(id, q));
  return (
    <>
      <PageTitle title={t("courses.title")} />
      <PageHeader
        title={t("courses.title")}
        description={t(role === "admin" ? "courses.description" : "courses.descriptionTeacher")}
      />
      <Toolbar>
        <SearchBox label={t("courses.search")} value={search} onChange={setSearch} />
      </Toolbar>
      <DataTable
        label={t("courses.list")}
        columns={useColumns(setOpen)}
        rowKey={(course) => course.id}
        query={query}
        onOpen={(course) => setOpen(course.id)}
        empty={
          q ? (
            <EmptyState title={t("work.noMatch")} text={t("work.noMatchText")} />
          ) : (
            <EmptyState
              icon={<IconBook2 size={28} />}
              title={t("courses.empty")}
              text={t("courses.emptyText")}
            />
          )
        }
      />
      {open ? <CourseWindow courseId={open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function useColumns(onOpen: (id: string) => void): Column<Course>[] {
  const t = useT();
  const offered = (course: Course) =>
    course.offered_to_everyone ? (
      <Tag kind="good">{t("courses.everyone")}</Tag>
    ) : (
      <span className={styles.faint}>{t("courses.inClassrooms")}</span>
    );
  return [
    {
      key: "course",
      header: t("courses.column.course"),
      render: (course) => (
        <span className={styles.course}>
          <span>
            <button type="button" className={styles.title} onClick={() => onOpen(course.id)}>
              {course.title}
            </button>{" "}
            <Tag>{course.topic}</Tag>
          </span>
          <span className={styles.faint}>{course.summary}</span>
          <span className={styles.onlyPhone}>{offered(course)}</span>
        </span>
      ),
    },
    {
      key: "length",
      header: t("courses.column.length"),
      from: "tablet",
      width: "9rem",
      render: ({ lessons, minutes }) => (
        <span className={styles.course}>
          {t("courses.lessons", { count: lessons })}
          <span className={styles.faint}>{t("courses.minutes", { minutes })}</span>
        </span>
      ),
    },
    {
      key: "offered",
      header: t("courses.column.offered"),
      from: "tablet",
      width: "11rem",
      render: offered,
    },
  ];
}
