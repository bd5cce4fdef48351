import { IconCards } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Import } from "@/api/types";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { Refusal } from "@/ui/work/FormDialog";
import { CardsDialog } from "../cards/CardsDialog";
import { useOrganization } from "../organizations/context";
import { spending, useRun } from "./CheckStep";
import { countOf, REFUSALS, stamp, withSeat } from "./figures";
import { previewQuery } from "./queries";

/** Who has no address signs in with a card: of exactly those who came by this list. */
export function Cards({ list }: { list: Import }) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  return (
    <Notice
      title={t("imports.done.cards", { count: list.with_usernames })}
      action={
        <Button onClick={() => setOpened(true)}>
          <IconCards size={18} aria-hidden="true" />
          {t("imports.done.printCards")}
        </Button>
      }
    >
      {t("imports.done.cardsText")}
      {opened ? (
        <CardsDialog whose={{ import_id: list.id }} onClose={() => setOpened(false)} />
      ) : null}
    </Notice>
  );
}

/** What is left to be done, why, and what doing it spends. */
export function Left({ list, left }: { list: Import; left: number }) {
  const t = useT();
  const { id } = useOrganization();
  const { busy, problem, submit } = useRun(list);
  const seats = useQuery(previewQuery(id, list.id, stamp(list))).data?.seats;
  const refusals = REFUSALS.filter((each) => list.refusals.some(({ name }) => name === each));
  return (
    <Notice
      kind="warn"
      title={t("imports.done.leftTitle", { count: left })}
      action={
        <Button kind="quiet" busy={busy} disabled={!seats} onClick={() => void submit()}>
          {seats && withSeat(seats) > 0 ? spending(t, seats) : t("imports.done.again")}
        </Button>
      }
    >
      {refusals.map((each) => (
        <p key={each}>
          {t(each === "no-seats-left" ? "imports.done.noSeats" : `imports.refused.${each}`)}
        </p>
      ))}
      {list.left > countOf(list, "refused") ? <p>{t("imports.done.leftText")}</p> : null}
      <Refusal problem={problem} />
    </Notice>
  );
}
