import { IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Audience, Student } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { Email } from "@/ui/work/Email";
import { SearchBox } from "@/ui/work/SearchBox";
import { Toolbar } from "@/ui/work/Toolbar";
import { StudentsActions } from "../admissions/StudentsActions";
import { AudienceFilter } from "../classrooms/AudienceFilter";
import { useOrganization } from "../organizations/context";
import { studentsQuery } from "./queries";
import styles from "./students.module.css";

export function StudentsScreen() {
  const t = useT();
  const { id, slug, role } = useOrganization();
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  const q = useDebounced(search.trim());
  const [audience, setAudience] = useState<Audience | null>(null);
  const query = useInfiniteQuery(studentsQuery(id, q, audience));
  return (
    <>
      <PageTitle title={t("students.title")} />
      <PageHeader
        title={t("students.title")}
        description={t(role === "admin" ? "students.description" : "students.descriptionTeacher")}
        actions={<StudentsActions />}
      />
      <Toolbar>
        <SearchBox label={t("students.search")} value={search} onChange={setSearch} />
        <AudienceFilter value={audience} onChange={setAudience} />
      </Toolbar>
      <DataTable
        label={t("students.list")}
        columns={useColumns()}
        rowKey={(student) => student.id}
        query={query}
        onOpen={(student) =>
          void navigate({
            to: "/o/$organization/students/$student",
            params: { organization: slug, student: student.id },
          })
        }
        empty={
          q || audience ? (
            <EmptyState title={t("work.noMatch")} text={t("work.noMatchText")} />
          ) : (
            <EmptyState
              icon={<IconUsers size={28} />}
              title={t("students.empty")}
              text={t("students.emptyText")}
              action={
                <RouterLinkButton to="/o/$organization/codes" params={{ organization: slug }}>
                  {t("students.emptyAction")}
                </RouterLinkButton>
              }
            />
          )
        }
      />
    </>
  );
}

function useColumns(): Column<Student>[] {
  const t = useT();
  const format = useFormat();
  const { slug, time_zone } = useOrganization();
  const rooms = (student: Student) =>
    format.list(student.classrooms.map((room) => room.name)) || t("students.noClassrooms");
  return [
    {
      key: "student",
      header: t("students.column.student"),
      render: (student) => (
        <span className={styles.person}>
          <Link
            to="/o/$organization/students/$student"
            params={{ organization: slug, student: student.id }}
          >
            {student.display_name}
          </Link>
          <span className={styles.faint}>
            {student.email ? (
              <Email address={student.email} />
            ) : (
              (student.username ?? t("students.noEmail"))
            )}
          </span>
          <span className={`${styles.faint} ${styles.onlyPhone}`}>{rooms(student)}</span>
        </span>
      ),
    },
    { key: "rooms", header: t("students.column.classrooms"), from: "tablet", render: rooms },
    {
      key: "registered",
      header: t("students.column.registered"),
      from: "tablet",
      render: (student) => format.dateIn(student.registered_at, time_zone),
    },
  ];
}
