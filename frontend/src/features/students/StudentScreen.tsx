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
import { Tag } from "@/ui/work/Tag";
import { SignInPanel } from "../cards/SignInPanel";
import { useOrganization } from "../organizations/context";
import { studentQuery } from "./queries";
import { SeatStory } from "./SeatStory";
import styles from "./students.module.css";
import { UsedCodes } from "./UsedCodes";

/** One student: where the seat went, which codes, classrooms and courses. */
export function StudentScreen({ studentId }: { studentId: string }) {
  const t = useT();
  const { id, slug } = useOrganization();
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
      <PageTitle title={student.display_name} />
      <Head student={student} />
      <div className={styles.page}>
        {student.username ? <SignInPanel studentId={student.id} /> : null}
        {student.seat ? <SeatStory studentId={student.id} seat={student.seat} /> : null}
        <div className={styles.columns}>
          <Classrooms student={student} />
          <Courses student={student} />
        </div>
        <UsedCodes used={student.redemptions} />
      </div>
    </>
  );
}

function Head({ student }: { student: StudentDetail }) {
  const t = useT();
  const format = useFormat();
  const { slug, time_zone } = useOrganization();
  return (
    <PageHeader
      title={student.display_name}
      above={
        <Link to="/o/$organization/students" params={{ organization: slug }}>
          {t("students.back")}
        </Link>
      }
      description={
        <span className={styles.facts}>
          <span>{student.email ?? student.username ?? t("students.noEmail")}</span>
          {student.email && !student.email_verified ? (
            <Tag kind="warn">{t("students.unverified")}</Tag>
          ) : null}
          <span>
            {t("students.registered", { day: format.dateIn(student.registered_at, time_zone) })}
          </span>
        </span>
      }
    />
  );
}

function Classrooms({ student }: { student: StudentDetail }) {
  const t = useT();
  const { slug } = useOrganization();
  return (
    <Panel title={t("students.classrooms.title")}>
      {student.classrooms.length === 0 ? (
        <p className={styles.faint}>{t("students.classrooms.empty")}</p>
      ) : (
        <ul className={styles.list}>
          {student.classrooms.map((room) => (
            <li key={room.id}>
              <Link
                to="/o/$organization/classrooms/$classroom"
                params={{ organization: slug, classroom: room.id }}
              >
                {room.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
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
