import {
  IconBook2,
  IconCalendar,
  IconGift,
  IconUserHeart,
  type TablerIcon,
} from "@tabler/icons-react";
import type { InvitationPreview } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import styles from "./Invited.module.css";

/** By whom, into what, for whom, until when: a line each. */
export function Facts({ invitation }: { invitation: InvitationPreview }) {
  const t = useT();
  const format = useFormat();
  const count = invitation.courses.length;
  const audience = invitation.classroom?.audience ?? "students";
  const lines: [TablerIcon, string][] = [
    [IconBook2, count > 0 ? t("join.stepCourses", { count }) : t("join.stepCoursesNone")],
    [IconGift, t(`join.free.${audience}`)],
    [IconCalendar, t("invited.until", { date: format.weekday(invitation.open_through) })],
  ];
  if (invitation.invited_by) {
    lines.unshift([IconUserHeart, t("invited.by", { name: invitation.invited_by })]);
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
