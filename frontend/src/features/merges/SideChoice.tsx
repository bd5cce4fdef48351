import type { MergeSide } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Email } from "@/ui/work/Email";
import { Tag } from "@/ui/work/Tag";
import { useOrganization } from "../organizations/context";
import styles from "./merges.module.css";

/** One of the two profiles; choosing it keeps its name and address on the page. */
export function SideChoice(props: {
  side: MergeSide;
  chosen: boolean;
  onChoose: (id: string) => void;
}) {
  const { side, chosen, onChoose } = props;
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  return (
    <label className={styles.side} data-chosen={chosen || undefined}>
      <span className={styles.sideHead}>
        <input
          type="radio"
          name="kept"
          value={side.id}
          checked={chosen}
          onChange={() => onChoose(side.id)}
        />
        <b>{side.display_name}</b>
        {chosen ? <Tag kind="good">{t("merges.kept")}</Tag> : null}
      </span>
      <span>
        {side.email ? <Email address={side.email} /> : (side.username ?? t("students.noEmail"))}
      </span>
      {side.email && !side.email_verified ? (
        <Tag kind="warn">{t("students.unverified")}</Tag>
      ) : null}
      <span className={styles.faint}>
        {t("students.registered", { day: format.dateIn(side.registered_at, time_zone) })}
      </span>
      <span className={styles.faint}>
        {side.classrooms.length > 0 ? format.list(side.classrooms) : t("students.stays.empty")}
      </span>
    </label>
  );
}
