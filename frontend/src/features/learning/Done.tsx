import { IconRosette } from "@tabler/icons-react";
import type { TakenCoursePage } from "@/api/types";
import { useCourseT, useFormat } from "@/i18n/context";
import { ButtonLink } from "@/ui/plain/Button";
import { todayHere } from "./courseState";
import styles from "./Done.module.css";
import { Title } from "./Frame";

/** A finished course: the certificate, and where it is to be had. */
export function Done({ course }: { course: TakenCoursePage }) {
  const t = useCourseT();
  const format = useFormat();
  const on = course.completed_at ? todayHere(new Date(course.completed_at)) : todayHere();
  return (
    <div className={styles.done}>
      <IconRosette size={56} stroke={1.5} aria-hidden="true" className={styles.seal} />
      <Title>{t("learning.done.title", { title: course.title })}</Title>
      <p>{t("learning.done.text")}</p>
      <p className={styles.faint}>{t("learning.done.on", { date: format.date(on) })}</p>
      {course.certificate ? (
        <div className={styles.certificate}>
          <span className={styles.faint}>{t("learning.done.code")}</span>
          <strong className={styles.code}>{course.certificate}</strong>
          <div className={styles.ways}>
            <ButtonLink href={`/api/v1/certificates/${course.certificate}.pdf`} download>
              {t("learning.done.pdf")}
            </ButtonLink>
            <ButtonLink kind="quiet" href={`/certificates/${course.certificate}`}>
              {t("learning.done.show")}
            </ButtonLink>
          </div>
          <span className={styles.faint}>{t("learning.done.share")}</span>
        </div>
      ) : null}
    </div>
  );
}
