import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Versioned } from "@/api/client";
import type { Import, ImportPreview } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { Refusal } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { Choices } from "./Choices";
import { Figures } from "./Figures";
import { outcomesOf, stamp, withSeat } from "./figures";
import styles from "./imports.module.css";
import { importActions, importQuery, previewQuery } from "./queries";
import { RowsSection } from "./RowsSection";

/** The third step: what each row will do and what that spends, before anything happens. */
export function CheckStep(props: { saved: Versioned<Import>; onColumns?: () => void }) {
  const { saved, onColumns } = props;
  const list = saved.value;
  const { id } = useOrganization();
  const asked = useQuery(previewQuery(id, list.id, stamp(list)));
  const preview = asked.data;
  // What was true of the rows before they changed is no promise.
  const settled = preview !== undefined && !asked.isPlaceholderData;
  return (
    <div className={styles.page}>
      <Panel>
        <div className={styles.page}>
          <Figures list={list} seats={preview?.seats} />
          <Choices saved={saved} preview={preview} />
          <Actions list={list} seats={preview?.seats} settled={settled} onColumns={onColumns} />
        </div>
      </Panel>
      <RowsSection list={list} />
    </div>
  );
}

/** Sets it in motion. */
export function useRun(list: Import) {
  const { id } = useOrganization();
  const run = useAction();
  const client = useQueryClient();
  return useSubmit(async () => {
    await run({ run: list.id, at: list.finished_at }, (key) => importActions(id).run(list.id, key));
    await client.invalidateQueries({ queryKey: importQuery(id, list.id).queryKey });
  });
}

/** A button that spends seats says how many, and for how many of those who are new. */
export function spending(t: ReturnType<typeof useT>, seats: ImportPreview["seats"]) {
  const count = withSeat(seats);
  return count < seats.spends
    ? t("imports.check.addSome", { count, all: seats.spends })
    : t("imports.check.add", { count });
}

function Actions(props: {
  list: Import;
  seats: ImportPreview["seats"] | undefined;
  settled: boolean;
  onColumns?: () => void;
}) {
  const { list, seats, settled, onColumns } = props;
  const t = useT();
  const { busy, problem, submit } = useRun(list);
  const [discarding, setDiscarding] = useState(false);
  const spends = seats ? withSeat(seats) : 0;
  const others = outcomesOf(list, "joins") + outcomesOf(list, "staff");
  const something = !seats || spends + others > 0;
  return (
    <>
      <Refusal problem={problem} />
      <div className={styles.actions}>
        {something ? (
          <Button busy={busy} disabled={!settled} onClick={() => void submit()}>
            {seats && spends > 0 ? spending(t, seats) : t("imports.check.run")}
          </Button>
        ) : (
          <p>{t("imports.check.addNobody")}</p>
        )}
        {onColumns ? (
          <Button kind="quiet" onClick={onColumns}>
            {t("imports.check.columns")}
          </Button>
        ) : null}
        {list.started_at === null ? (
          <Button kind="plain" onClick={() => setDiscarding(true)}>
            {t("imports.check.discard")}
          </Button>
        ) : null}
      </div>
      {discarding ? <Discard list={list} onClose={() => setDiscarding(false)} /> : null}
    </>
  );
}

function Discard({ list, onClose }: { list: Import; onClose: () => void }) {
  const t = useT();
  const { id, slug } = useOrganization();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const discard = async () => {
    await importActions(id).discard(list.id);
    notifyDone(t("imports.check.discarded"));
    await navigate({ to: "/o/$organization/imports", params: { organization: slug } });
    refresh();
  };
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("imports.check.discardTitle")}
      confirmLabel={t("imports.check.discard")}
      onConfirm={discard}
    >
      {t("imports.check.discardText")}
    </ConfirmLoss>
  );
}
