import { IconArrowBackUp, IconDoorEnter, IconX } from "@tabler/icons-react";
import { useId } from "react";
import type { RefusalCase, RemedyOffer } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { RowMenu } from "@/ui/work/RowMenu";
import styles from "./Refusals.module.css";
import { useSettle } from "./useSettle";
import { helping, remedyLabel, stuckBy } from "./words";

/** The likeliest remedy as a button, the others behind it; what it costs stands below. */
export function Remedies({ refusal }: { refusal: RefusalCase }) {
  const t = useT();
  const format = useFormat();
  const cost = useId();
  const { busy, settle } = useSettle(refusal);
  const [first, ...others] = helping(refusal);
  const label = (offer: RemedyOffer) => remedyLabel(offer, t, format);
  const more = others.map((offer) => ({
    label: label(offer),
    icon: offer.remedy === "let-in" ? IconDoorEnter : IconArrowBackUp,
    onClick: () => settle(offer),
  }));
  const dismiss = refusal.remedies.find((offer) => offer.remedy === "dismiss");
  return (
    <div className={styles.remedies}>
      <div className={styles.buttons}>
        {first ? (
          <Button
            kind={refusal.told_at ? "action" : "quiet"}
            busy={busy}
            aria-describedby={cost}
            onClick={() => settle(first)}
          >
            {label(first)}
            <span className="visually-hidden">: {refusal.person.display_name}</span>
          </Button>
        ) : null}
        <RowMenu
          of={refusal.person.display_name}
          actions={[
            ...more,
            dismiss ? { label: label(dismiss), icon: IconX, onClick: () => settle(dismiss) } : null,
          ]}
        />
      </div>
      {first ? (
        <p id={cost} className={styles.faint}>
          {t(refusal.spends_seat ? "refusalDesk.spends" : "refusalDesk.free")}
        </p>
      ) : (
        <Stuck refusal={refusal} />
      )}
    </div>
  );
}

/** Why there is no button, and who can help. */
function Stuck({ refusal }: { refusal: RefusalCase }) {
  const t = useT();
  const still = stuckBy(refusal);
  return (
    <p className={styles.faint}>
      {still ? `${t("refusalDesk.stuck", { reason: t(`refusalDesk.reason.${still}`) })} ` : ""}
      {refusal.ask ? t(`refusalDesk.ask.${refusal.ask}`) : ""}
    </p>
  );
}
