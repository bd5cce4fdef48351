import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Email } from "@/ui/work/Email";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "../organizations/context";
import styles from "./History.module.css";

interface Props {
  student: {
    student_id: string;
    display_name: string;
    deleted?: boolean;
    email: string | null;
    username: string | null;
  };
  children?: ReactNode;
}

/** A student by name, with the way to their page. */
export function StudentCell({ student, children }: Props) {
  const { slug } = useOrganization();
  const nameOf = useNameOf();
  return (
    <span className={styles.cell}>
      <Link
        to="/o/$organization/students/$student"
        params={{ organization: slug, student: student.student_id }}
      >
        {nameOf(student)}
      </Link>
      {student.email ? (
        <span className={styles.faint}>
          <Email address={student.email} />
        </span>
      ) : null}
      {!student.email && student.username ? (
        <span className={styles.faint}>{student.username}</span>
      ) : null}
      {children}
    </span>
  );
}
