import type { TakenCourse } from "@/api/types";
import { useCourseT, useFormat } from "@/i18n/context";
import { EmptyState } from "@/ui/EmptyState";
import { PageTitle } from "@/ui/PageTitle";
import { ButtonLink } from "@/ui/plain/Button";
import { coursePath } from "./address";
import { CourseLink } from "./CourseLink";
import { stateOf, todayHere } from "./courseState";
import { Frame } from "./Frame";
import styles from "./Refused.module.css";

/** Why a course cannot be taken now, and what to do. */
export function RefusedCourse(props: { course: TakenCourse; level: "h1" | "h2" }) {
  const { course, level: Heading } = props;
  const t = useCourseT();
  const format = useFormat();
  const state = stateOf(course);
  const day = (date: string | null) => (date ? format.day(date, todayHere()) : "");
  const [title, text] =
    state === "not-yet"
      ? [
          t("learning.refused.not-yet.title", { date: day(course.opens_on) }),
          t("learning.refused.not-yet.text"),
        ]
      : state === "closed"
        ? [
            t("learning.refused.closed.title"),
            t("learning.refused.closed.text", { date: day(course.closes_on) }),
          ]
        : state === "empty"
          ? [t("learning.refused.empty.title"), t("learning.refused.empty.text")]
          : [t("learning.refused.not-offered.title"), t("learning.refused.not-offered.text")];
  return (
    <div className={styles.refused}>
      <Heading>{title}</Heading>
      <p>{text}</p>
    </div>
  );
}

/** A lesson that waits for those before it. */
export function LockedLesson({ enrollment }: { enrollment: string }) {
  const t = useCourseT();
  return (
    <Frame
      bar={
        <CourseLink button="action" wide href={coursePath(enrollment)}>
          {t("learning.toCourse")}
        </CourseLink>
      }
    >
      <PageTitle title={t("learning.refused.locked.title")} />
      <div className={styles.refused}>
        <h1>{t("learning.refused.locked.title")}</h1>
        <p>{t("learning.refused.locked.text")}</p>
      </div>
    </Frame>
  );
}

/** No such course, or somebody else's: the same to whoever asks. */
export function NotHere() {
  const t = useCourseT();
  return (
    <Frame>
      <PageTitle title={t("learning.notFound.title")} />
      <EmptyState
        page
        title={t("learning.notFound.title")}
        text={t("learning.notFound.text")}
        action={<ButtonLink href="/home">{t("learning.toHome")}</ButtonLink>}
      />
    </Frame>
  );
}
