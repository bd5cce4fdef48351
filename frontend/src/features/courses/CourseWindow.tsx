import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CourseDetail } from "@/api/types";
import { useT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { Button } from "@/ui/plain/Button";
import { RowsSkeleton } from "@/ui/Skeletons";
import { Tag } from "@/ui/work/Tag";
import { useOrganization } from "../organizations/context";
import styles from "./CoursesScreen.module.css";
import { OfferToEveryone } from "./OfferToEveryone";
import { courseQuery } from "./queries";
import { StopOffering } from "./StopOffering";

/** A course with its lessons, and whether everyone gets it. */
export function CourseWindow({ courseId, onClose }: { courseId: string; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useQuery(courseQuery(id, courseId));
  const [asking, setAsking] = useState(false);
  const course = query.data;
  if (course && asking) {
    const back = () => setAsking(false);
    return course.offered_to_everyone ? (
      <StopOffering course={course} onClose={back} />
    ) : (
      <OfferToEveryone course={course} onClose={back} />
    );
  }
  return (
    <Modal opened onClose={onClose} title={course?.title ?? t("courses.title")} size={600}>
      {course ? (
        <Detail course={course} onAsk={() => setAsking(true)} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowsSkeleton rows={5} />
      )}
    </Modal>
  );
}

function Detail({ course, onAsk }: { course: CourseDetail; onAsk: () => void }) {
  const t = useT();
  const { role } = useOrganization();
  return (
    <div className={styles.detail}>
      <p>{course.summary}</p>
      <div className={styles.actions}>
        <Tag>{course.topic}</Tag>
        <Tag>{t(course.catalog ? "courses.catalog" : "courses.own")}</Tag>
        {course.offered_to_everyone ? <Tag kind="good">{t("courses.everyone")}</Tag> : null}
      </div>
      <section>
        <h3>{t("courses.lessonsTitle")}</h3>
        {course.lessons_list.length === 0 ? <p>{t("courses.noLessons")}</p> : null}
        <ol className={styles.lessons}>
          {course.lessons_list.map((lesson) => (
            <li key={lesson.position}>
              <span>{lesson.title}</span>
              <span className={styles.faint}>
                {t("courses.minutes", { minutes: lesson.minutes })}
              </span>
            </li>
          ))}
        </ol>
      </section>
      {role === "admin" ? (
        <div className={styles.actions}>
          <Button kind={course.offered_to_everyone ? "quiet" : "action"} onClick={onAsk}>
            {t(course.offered_to_everyone ? "courses.stop" : "courses.offer")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
