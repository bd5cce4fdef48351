import { useT } from "@/i18n/context";
import styles from "./CourseList.module.css";

interface Item {
  id: string;
  title: string;
  summary: string;
  topic: string;
  lessons: number;
  minutes: number;
  from?: string;
}

export function CourseList({ courses, level: Title }: { courses: Item[]; level: "h2" | "h3" }) {
  const t = useT();
  return (
    <ul className={styles.list}>
      {courses.map((course) => (
        <li key={course.id}>
          <Title className={styles.title}>{course.title}</Title>
          <p>{course.summary}</p>
          <p className={styles.facts}>
            {[
              course.topic,
              t("home.lessons", { count: course.lessons }),
              course.minutes > 0 ? t("home.minutes", { count: course.minutes }) : "",
              course.from,
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </li>
      ))}
    </ul>
  );
}
