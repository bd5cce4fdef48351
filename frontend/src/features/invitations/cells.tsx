import type { Invitation } from "@/api/types";
import { useT } from "@/i18n/context";
import { Email } from "@/ui/work/Email";
import { Tag } from "@/ui/work/Tag";
import styles from "./Invitations.module.css";

/** Whoever accepted goes by the name they gave themselves. */
export function Person({ invitation }: { invitation: Invitation }) {
  const name = invitation.student?.display_name || invitation.display_name;
  return (
    <span className={styles.cell}>
      {name ? <strong>{name}</strong> : null}
      <span className={name ? styles.faint : undefined}>
        <Email address={invitation.email} />
      </span>
    </span>
  );
}

const KINDS = {
  sent: "quiet",
  opened: "quiet",
  accepted: "good",
  expired: "warn",
  withdrawn: "quiet",
  bounced: "warn",
} as const;

export function StateTag({ invitation }: { invitation: Invitation }) {
  const t = useT();
  if (invitation.waits_for_seat_since) {
    return <Tag kind="warn">{t("invitations.state.waiting")}</Tag>;
  }
  return <Tag kind={KINDS[invitation.state]}>{t(`invitations.state.${invitation.state}`)}</Tag>;
}
