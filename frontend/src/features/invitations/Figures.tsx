import { IconBell } from "@tabler/icons-react";
import type { InvitationFigures } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useFormat, useT } from "@/i18n/context";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./Invitations.module.css";
import { invitationActions } from "./queries";

interface Props {
  figures: InvitationFigures;
  /** Where one click reminds everybody; null where there is no such place. */
  remind: { classroom_id: string | null } | null;
}

/** Sent, opened, accepted: one line of numbers, what is still to come, and the nudge. */
export function Figures({ figures, remind }: Props) {
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
      {remind && figures.to_remind > 0 ? (
        <Remind classroom={remind.classroom_id} count={figures.to_remind} />
      ) : null}
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

function Remind({ classroom, count }: { classroom: string | null; count: number }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const remind = async () => {
    const { reminded } = await run({ classroom, count }, (key) =>
      invitationActions(id).remind(classroom, key),
    );
    notifyDone(
      reminded > 0 ? t("invitations.reminded", { count: reminded }) : t("invitations.remindedNone"),
    );
    refresh();
  };
  return (
    <div>
      <AtOnceButton onAct={remind}>
        <IconBell size={18} aria-hidden="true" />
        {t("invitations.remind", { count })}
      </AtOnceButton>
    </div>
  );
}
