import type { ClassroomCourse } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Tag } from "@/ui/work/Tag";
import styles from "./ClassroomScreen.module.css";

/** The terms of a course as few words: nothing where it is simply open and to be done. */
export function CourseTerms({ course }: { course: ClassroomCourse }) {
  const t = useT();
  const format = useFormat();
  const { opens_on, due_on, closes_on, required, sequential, state } = course;
  const words = [
    state === "not-yet" && opens_on
      ? t("classrooms.offer.opensOn", { day: format.date(opens_on) })
      : null,
    due_on ? t("classrooms.offer.dueOn", { day: format.date(due_on) }) : null,
    state !== "closed" && closes_on
      ? t("classrooms.offer.closesOn", { day: format.date(closes_on) })
      : null,
    sequential ? t("classrooms.offer.oneByOne") : null,
  ].filter((each) => each !== null);
  const closed = state === "closed" && closes_on;
  if (words.length === 0 && required && !closed) return null;
  return (
    <span className={styles.terms}>
      {closed ? (
        <Tag kind="warn">{t("classrooms.offer.closedOn", { day: format.date(closed) })}</Tag>
      ) : null}
      {required ? null : <Tag>{t("classrooms.offer.optional")}</Tag>}
      {words.length > 0 ? <span className={styles.faint}>{words.join(" · ")}</span> : null}
    </span>
  );
}
