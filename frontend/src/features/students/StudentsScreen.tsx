import { IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Student } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { Marked } from "@/ui/work/Marked";
import { StudentsActions } from "../admissions/StudentsActions";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "../organizations/context";
import { studentsQuery } from "./queries";
import { StudentFilters } from "./StudentFilters";
import { filterOf, isNarrowed, type StudentSearch } from "./search";
import styles from "./students.module.css";

// The server answers within the time between two letters.
const REST = 120;

/** Everybody, and whoever somebody looks for; what is looked for stands in the address. */
export function StudentsScreen({ search }: { search: StudentSearch }) {
  const t = useT();
  const { id, slug, role } = useOrganization();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(search.q ?? "");
  const look = useLook(search, useDebounced(typed.trim(), REST));
  const query = useInfiniteQuery(studentsQuery(id, filterOf(search)));
  const columns = useColumns(search.q ?? "");
  return (
    <>
      <PageTitle title={t("students.title")} />
      <PageHeader
        title={t("students.title")}
        description={
          role === "admin" ? (
            <>
              {t("students.description")}{" "}
              <Link to="/o/$organization/students/duplicates" params={{ organization: slug }}>
                {t("merges.find")}
              </Link>
            </>
          ) : (
            t("students.descriptionTeacher")
          )
        }
        actions={<StudentsActions />}
      />
      <StudentFilters search={search} typed={typed} onType={setTyped} onLook={look} />
      <DataTable
        label={t("students.list")}
        columns={columns}
        rowKey={(student) => student.id}
        query={query}
        onOpen={(student) =>
          void navigate({
            to: "/o/$organization/students/$student",
            params: { organization: slug, student: student.id },
          })
        }
        empty={<Nobody narrowed={isNarrowed(search)} />}
      />
    </>
  );
}

function Nobody({ narrowed }: { narrowed: boolean }) {
  const t = useT();
  const { slug } = useOrganization();
  if (narrowed) return <EmptyState title={t("work.noMatch")} text={t("students.noMatchText")} />;
  return (
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
  );
}

/** Writes what is looked for into the address; the typed words follow a moment later. */
function useLook(search: StudentSearch, typed: string) {
  const navigate = useNavigate();
  const look = (next: StudentSearch) => void navigate({ to: ".", search: next, replace: true });
  const q = typed === "" ? undefined : typed;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed asks for it
  useEffect(() => {
    if (q !== search.q) look({ ...search, q });
  }, [q]);
  return look;
}

function useColumns(q: string): Column<Student>[] {
  const t = useT();
  const nameOf = useNameOf();
  const format = useFormat();
  const { slug, time_zone } = useOrganization();
  const rooms = (student: Student) =>
    format.list(student.classrooms.map((room) => room.name)) || t("students.noClassrooms");
  return [
    {
      key: "student",
      header: t("students.column.student"),
      width: "46%",
      render: (student) => (
        <span className={styles.person}>
          <Link
            to="/o/$organization/students/$student"
            params={{ organization: slug, student: student.id }}
          >
            <Marked text={nameOf(student)} typed={q} />
          </Link>
          <span className={styles.faint}>
            <Marked
              text={
                student.email ?? student.username ?? (student.deleted ? "" : t("students.noEmail"))
              }
              typed={student.email || student.username ? q : ""}
            />
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
      width: "18%",
      render: (student) => format.dateIn(student.registered_at, time_zone),
    },
  ];
}
