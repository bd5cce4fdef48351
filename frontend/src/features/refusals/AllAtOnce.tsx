import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { RefusalCase, RemedyOffer } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useFormat, useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { Rich } from "@/ui/work/Rich";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { settleMany } from "./queries";
import styles from "./Refusals.module.css";
import { helping, orderOf, remedyLabel } from "./words";

// As many as the server takes at once.
const MOST = 200;

/** Of one code's cases, those whom the same remedy helps: all of them with one click. */
export function AllAtOnce({ cases }: { cases: RefusalCase[] }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const remedy = helping(cases[0] ?? NOBODY)[0]?.remedy;
  const alike = cases.filter((each) => remedy && helping(each)[0]?.remedy === remedy);
  if (alike.length < 2) return null;
  return (
    <div className={styles.all}>
      <Button onClick={() => setAsking(true)}>
        {t("refusalDesk.all.action", { count: Math.min(alike.length, MOST) })}
      </Button>
      {asking ? <Dialog chosen={alike.slice(0, MOST)} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

/** The offer is for one: each of the others needs as much again. */
const forAll = (offer: RemedyOffer, count: number): RemedyOffer => ({
  ...offer,
  max_redemptions: offer.max_redemptions && offer.max_redemptions + count - 1,
  seat_allotment: offer.seat_allotment && offer.seat_allotment + count - 1,
});

const NOBODY = { remedies: [] } as unknown as RefusalCase;

function Dialog({ chosen, onClose }: { chosen: RefusalCase[]; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const offer = chosen[0] ? helping(chosen[0])[0] : undefined;
  const seats = chosen.filter((each) => each.spends_seat).length;
  const { busy, problem, submit } = useSubmit(async () => {
    if (!offer) return;
    // Each raises a limit by one; a day is the same for all of them.
    const order = { remedy: offer.remedy, valid_till: orderOf(offer).valid_till };
    const ids = chosen.map((each) => each.id);
    const { done, refused } = await run({ ids, order }, (key) => settleMany(id, ids, order, key));
    if (done.length > 0) notifyDone(t("refusalDesk.all.done", { count: done.length }));
    if (refused.length > 0) {
      const message = t("refusalDesk.all.refused", { count: refused.length });
      notifications.show({ color: "red", message });
    }
    refresh();
    onClose();
  });
  if (!offer) return null;
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t("refusalDesk.all.title", { count: chosen.length })}
      submitLabel={t("refusalDesk.all.submit")}
      busy={busy}
      problem={problem}
      onSubmit={() => void submit()}
    >
      <p>
        {offer.remedy === "let-in"
          ? t("refusalDesk.all.only")
          : remedyLabel(forAll(offer, chosen.length), t, format)}
      </p>
      <p>
        <Rich
          text={
            seats > 0 ? t("refusalDesk.all.seats", { count: seats }) : t("refusalDesk.all.free")
          }
        />
      </p>
    </FormDialog>
  );
}
