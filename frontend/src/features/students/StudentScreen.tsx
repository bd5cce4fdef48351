import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { StudentDetail } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Panel } from "@/ui/Panel";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { PageSkeleton } from "@/ui/Skeletons";
import { Email } from "@/ui/work/Email";
import { Tag } from "@/ui/work/Tag";
import { SignInPanel } from "../cards/SignInPanel";
import { AccountPanel } from "../leaving/AccountPanel";
import { DepartureNotice } from "../leaving/DepartureNotice";
import { useNameOf } from "../leaving/useNameOf";
import { MergeButton } from "../merges/MergeButton";
import { MergeHistory } from "../merges/MergeHistory";
import { useOrganization } from "../organizations/context";
import { Notes } from "./Notes";
import { studentQuery } from "./queries";
import { SeatStory } from "./SeatStory";
import { Stays } from "./Stays";
import styles from "./students.module.css";
import { UsedCodes } from "./UsedCodes";

/** One student: who, where they are and were, by which codes, what staff noted, and what can be done. */
export function StudentScreen({ studentId }: { studentId: string }) {
  const t = useT();
  const { id, slug, role } = useOrganization();
  const nameOf = useNameOf();
  const query = useQuery(studentQuery(id, studentId));
  if (query.isPending) return <PageSkeleton />;
  if (query.isError && !query.data) {
    return (
      <ErrorState
        error={query.error}
        onRetry={() => void query.refetch()}
        action={
          <RouterLinkButton
            kind="quiet"
            to="/o/$organization/students"
            params={{ organization: slug }}
          >
            {t("students.back")}
          </RouterLinkButton>
        }
      />
    );
  }
  const student = query.data;
  return (
    <>
      <PageTitle title={nameOf(student)} />
      <Head student={student} />
      <div className={styles.page}>
        {role === "admin" ? <DepartureNotice student={student} /> : null}
        {student.username ? <SignInPanel student={student} /> : null}
        <Stays student={student} />
        <div className={styles.columns}>
          {student.deleted ? null : <Notes student={student} />}
          <Courses student={student} />
        </div>
        <UsedCodes used={student.redemptions} />
        {student.seat ? <SeatStory student={student} /> : null}
        {role === "admin" ? <MergeHistory student={student} /> : null}
        {role === "admin" && student.username && !student.email_verified ? (
          <AccountPanel student={student} />
        ) : null}
      </div>
    </>
  );
}

function Head({ student }: { student: StudentDetail }) {
  const t = useT();
  const format = useFormat();
  const { slug, role, time_zone } = useOrganization();
  const nameOf = useNameOf();
  const first = student.redemptions.at(-1);
  return (
    <PageHeader
      title={nameOf(student)}
      above={
        <Link to="/o/$organization/students" params={{ organization: slug }}>
          {t("students.back")}
        </Link>
      }
      description={
        <span className={styles.facts}>
          {student.deleted ? null : (
            <span>
              {student.email ? (
                <Email address={student.email} />
              ) : (
                (student.username ?? t("students.noEmail"))
              )}
            </span>
          )}
          {student.email && !student.email_verified ? (
            <Tag kind="warn">{t("students.unverified")}</Tag>
          ) : null}
          <span>
            {t("students.registered", { day: format.dateIn(student.registered_at, time_zone) })}
          </span>
          {first ? <span>{t("students.cameBy", { code: first.code })}</span> : null}
        </span>
      }
      actions={role === "admin" && !student.deleted ? <MergeButton student={student} /> : null}
    />
  );
}

function Courses({ student }: { student: StudentDetail }) {
  const t = useT();
  return (
    <Panel title={t("students.courses.title")}>
      {student.enrollments.length === 0 ? (
        <p className={styles.faint}>{t("students.courses.empty")}</p>
      ) : (
        <ul className={styles.list}>
          {student.enrollments.map((course) => (
            <li key={course.course_id}>{course.title}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
