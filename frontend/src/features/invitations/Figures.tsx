import type { ReactNode } from "react";
import type { InvitationFigures } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import styles from "./Invitations.module.css";
import type { InvitationFilter } from "./queries";
import { SheetButton } from "./SheetButton";

interface Props {
  figures: InvitationFigures;
  /** What is listed below, for the file. */
  filter: InvitationFilter;
  remind: ReactNode;
}

/** Sent, opened, accepted: one line of numbers, what is still to come, and the nudge. */
export function Figures({ figures, filter, remind }: Props) {
  const t = useT();
  const format = useFormat();
  const shown = [
    ["invited", figures.invited],
    ["opened", figures.opened],
    ["accepted", figures.accepted],
    ["unanswered", figures.unanswered],
    ["expired", figures.expired],
    ["bounced", figures.bounced],
    ["waiting", figures.waiting_for_seat],
  ] as const;
  const always = 4;
  return (
    <section className={styles.panel} aria-label={t("invitations.figures.label")}>
      <ul className={styles.figures}>
        {shown
          .filter(([, count], index) => index < always || count > 0)
          .map(([name, count]) => (
            <li key={name}>
              <strong>{format.number(count)}</strong> {t(`invitations.figures.${name}`)}
            </li>
          ))}
      </ul>
      <Cost figures={figures} />
      <div className={styles.acts}>
        {remind}
        <SheetButton filter={filter} />
      </div>
    </section>
  );
}

/** What it costs if all come, against what is free; admins only. */
function Cost({ figures: { seats_if_all, room } }: Pick<Props, "figures">) {
  const t = useT();
  const format = useFormat();
  if (seats_if_all === null || room === null || seats_if_all === 0) return null;
  return (
    <p className={styles.soft}>
      {t("invitations.cost", { count: seats_if_all, room: format.number(room) })}
      {seats_if_all > room ? <strong> {t("invitations.costShort")}</strong> : null}
    </p>
  );
}
