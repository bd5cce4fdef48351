import { IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Versioned } from "@/api/client";
import type { CodeBatch } from "@/api/types";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { announce } from "@/ui/announce";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { Refusal } from "@/ui/work/FormDialog";
import { RowMenu } from "@/ui/work/RowMenu";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { patternOf } from "./batch";
import { EditBatchDialog } from "./CodeDialog";
import { batchActions } from "./queries";
import { SheetButton } from "./SheetButton";

/** The file again, and what is done to all codes at once. */
export function BatchActions({ saved }: { saved: Versioned<CodeBatch> }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const [window, setWindow] = useState<"edit" | "delete" | null>(null);
  const close = () => setWindow(null);
  const batch = saved.value;
  const { problem, submit } = useSubmit(async () => {
    const enabled = !batch.enabled;
    await batchActions(id).change(batch.id, { enabled }, saved.version);
    announce(t(enabled ? "codes.batch.switchedOn" : "codes.batch.switchedOff"));
    refresh();
  });
  return (
    <>
      <Refusal problem={problem} onReload={refresh} />
      <SheetButton batch={batch} />
      <RowMenu
        of={patternOf(batch.prefix)}
        actions={[
          { label: t("codes.batch.edit"), icon: IconPencil, onClick: () => setWindow("edit") },
          batch.enabled
            ? { label: t("codes.batch.off"), icon: IconPlayerPause, onClick: () => void submit() }
            : { label: t("codes.batch.on"), icon: IconPlayerPlay, onClick: () => void submit() },
          {
            label: t("codes.batch.delete"),
            icon: IconTrash,
            loss: true,
            onClick: () => setWindow("delete"),
          },
        ]}
      />
      {window === "edit" ? <EditBatchDialog saved={saved} onClose={close} /> : null}
      {window === "delete" ? <DeleteBatch batch={batch} onClose={close} /> : null}
    </>
  );
}

function DeleteBatch({ batch, onClose }: { batch: CodeBatch; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const { id, slug } = useOrganization();
  const refresh = useRefresh();
  const remove = async () => {
    await batchActions(id).remove(batch.id);
    announce(t("codes.batch.gone"));
    refresh();
    await navigate({ to: "/o/$organization/codes", params: { organization: slug } });
  };
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("codes.batch.deleteTitle", { count: batch.count })}
      confirmLabel={t("codes.batch.delete")}
      onConfirm={remove}
    >
      <p>{t("codes.batch.deleteStops")}</p>
      <p>{t("codes.deleteStays")}</p>
      <p>{t("codes.deletePause")}</p>
    </ConfirmLoss>
  );
}
