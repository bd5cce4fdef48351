import {
  IconBook2,
  IconCalendar,
  IconGift,
  IconUserHeart,
  IconUsersGroup,
  type TablerIcon,
} from "@tabler/icons-react";
import type { InvitationPreview } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import styles from "./Invited.module.css";
import { placeOf } from "./place";

/** By whom, into what, for whom, until when: a line each. */
export function Facts({ invitation }: { invitation: InvitationPreview }) {
  const t = useT();
  const format = useFormat();
  const count = invitation.courses.length;
  const audience = invitation.classroom?.audience ?? "students";
  // The last moment on which it works, on the reader's own calendar.
  const last = new Date(new Date(invitation.expires_at).getTime() - 1).toISOString();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const lines: [TablerIcon, string][] = [
    [IconUsersGroup, t("invited.stepJoin", { name: placeOf(invitation) })],
    [IconBook2, count > 0 ? t("join.stepCourses", { count }) : t("join.stepCoursesNone")],
    [IconGift, t(`invited.audience.${audience}`)],
    [IconCalendar, t("invited.until", { date: format.dateIn(last, zone) })],
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
