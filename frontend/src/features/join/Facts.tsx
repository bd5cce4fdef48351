import {
  IconBook2,
  IconCalendar,
  IconGift,
  IconMail,
  IconTicket,
  type TablerIcon,
} from "@tabler/icons-react";
import type { CodeLookup } from "@/api/types";
import { useFormat, useLightT } from "@/i18n/context";
import { useDomains } from "./domains";
import styles from "./JoinPage.module.css";

/** Three lines of what happens, and who may join until when, where that is limited. */
export function Facts({ lookup }: { lookup: CodeLookup }) {
  const t = useLightT();
  const format = useFormat();
  const domains = useDomains(lookup.email_domains);
  const name = lookup.classroom?.name ?? lookup.organization.name;
  const count = lookup.courses.length;
  const lines: [TablerIcon, string][] = [
    [IconTicket, t("join.stepJoin", { name })],
    [IconBook2, count > 0 ? t("join.stepCourses", { count }) : t("join.stepCoursesNone")],
    [IconGift, t(`join.free.${lookup.classroom?.audience ?? "students"}`)],
  ];
  if (domains) lines.push([IconMail, t("join.whoDomain", { domains })]);
  if (lookup.valid_till) {
    lines.push([IconCalendar, t("join.till", { date: format.weekday(lookup.valid_till) })]);
  }
  return (
    <ul className={styles.facts}>
      {lines.map(([Icon, text]) => (
        <li key={text}>
          <Icon size={22} stroke={1.75} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}

export function Courses({ courses }: Pick<CodeLookup, "courses">) {
  const t = useLightT();
  if (courses.length === 0) return null;
  return (
    <section className={styles.courses}>
      <h2>{t("join.courses")}</h2>
      <ul>
        {courses.map((course) => (
          <li key={course.title}>
            <h3>{course.title}</h3>
            <p>{course.summary}</p>
            <p className={styles.length}>
              {[
                t("join.lessons", { count: course.lessons }),
                course.minutes > 0 ? t("join.minutes", { count: course.minutes }) : "",
              ]
                .filter(Boolean)
                .join(", ")}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
