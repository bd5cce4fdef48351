import { Link } from "@tanstack/react-router";
import type { MyClassroom } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { classroomColor } from "@/lib/classroomColor";
import styles from "./ClassroomCard.module.css";

export function ClassroomCard({ classroom }: { classroom: MyClassroom }) {
  const t = useT();
  const format = useFormat();
  const titles = classroom.courses.map((course) => course.title);
  return (
    <Link
      to="/classrooms/$classroom"
      params={{ classroom: classroom.id }}
      className={styles.card}
      style={{ "--color": classroomColor(classroom.color) } as React.CSSProperties}
    >
      <span className={styles.organization}>{classroom.organization.name}</span>
      <strong className={styles.name}>{classroom.name}</strong>
      <span className={styles.courses}>
        {titles.length > 0 ? format.list(titles) : t("home.noCourses")}
      </span>
      <span className={styles.count}>{t("home.courses", { count: titles.length })}</span>
    </Link>
  );
}
