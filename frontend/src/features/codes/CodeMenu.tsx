import {
  IconArrowForwardUp,
  IconHistory,
  IconPencil,
  IconReplace,
  IconShare2,
  IconTrash,
  IconUsers,
} from "@tabler/icons-react";
import { useState } from "react";
import type { Code } from "@/api/types";
import { useT } from "@/i18n/context";
import { announce } from "@/ui/announce";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { RowMenu } from "@/ui/work/RowMenu";
import type { Option } from "@/ui/work/SearchSelect";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { HistoryDialog } from "./HistoryDialog";
import { KitDialog } from "./KitDialog";
import { codeActions } from "./queries";
import { RedemptionsDialog } from "./RedemptionsDialog";
import { RotateDialog } from "./RotateDialog";
import { SuccessorDialog } from "./SuccessorDialog";
import { SuccessorField } from "./SuccessorField";
import { useNewestCode } from "./useNewestCode";

export type CodeWindow = "share" | "redemptions" | "history" | "rotate" | "successor" | "delete";

export function CodeMenu(props: {
  code: Code;
  onEdit: () => void;
  onOpen: (window: CodeWindow) => void;
}) {
  const { code, onEdit, onOpen } = props;
  const t = useT();
  const history = {
    label: t("codeLife.history.open"),
    icon: IconHistory,
    onClick: () => onOpen("history"),
  };
  if (code.state === "deleted") {
    const successor = {
      label: t("codeLife.successor.open"),
      icon: IconArrowForwardUp,
      onClick: () => onOpen("successor"),
    };
    return <RowMenu of={code.code} actions={[history, successor]} />;
  }
  return (
    <RowMenu
      of={code.code}
      actions={[
        { label: t("codes.share"), icon: IconShare2, onClick: () => onOpen("share") },
        { label: t("work.edit"), icon: IconPencil, onClick: onEdit },
        { label: t("codes.who"), icon: IconUsers, onClick: () => onOpen("redemptions") },
        history,
        { label: t("codeLife.rotate.open"), icon: IconReplace, onClick: () => onOpen("rotate") },
        { label: t("codes.delete"), icon: IconTrash, loss: true, onClick: () => onOpen("delete") },
      ]}
    />
  );
}

/** What the menu opened. */
export function CodeWindows(props: { code: Code; window: CodeWindow; onClose: () => void }) {
  const { code, window, onClose } = props;
  if (window === "share") return <KitDialog code={code} onClose={onClose} />;
  if (window === "redemptions") return <RedemptionsDialog code={code} onClose={onClose} />;
  if (window === "history") return <HistoryDialog code={code} onClose={onClose} />;
  if (window === "rotate") return <RotateDialog code={code} onClose={onClose} />;
  if (window === "successor") return <SuccessorDialog code={code} onClose={onClose} />;
  return <DeleteCode code={code} onClose={onClose} />;
}

function DeleteCode(props: { code: Code; onClose: () => void }) {
  const { onClose } = props;
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const { code, version, reload } = useNewestCode(props.code);
  const [successor, setSuccessor] = useState<Option | null>(null);
  const remove = async () => {
    await codeActions(id).remove(code.id, successor?.value, await version());
    announce(t("codes.deleted", { code: code.code }));
    refresh();
  };
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("codes.deleteTitle", { code: code.code })}
      confirmLabel={t("codes.delete")}
      onConfirm={remove}
      onReload={reload}
    >
      <p>{t("codes.deleteStops")}</p>
      <p>{t("codes.deleteStays")}</p>
      <p>{t("codes.deletePause")}</p>
      <SuccessorField code={code} value={successor} onChange={setSuccessor} />
    </ConfirmLoss>
  );
}
