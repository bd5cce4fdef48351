import { IconPencil, IconShare2, IconTrash, IconUsers } from "@tabler/icons-react";
import type { Code } from "@/api/types";
import { useT } from "@/i18n/context";
import { announce } from "@/ui/announce";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { RowMenu } from "@/ui/work/RowMenu";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { KitDialog } from "./KitDialog";
import { codeActions } from "./queries";
import { RedemptionsDialog } from "./RedemptionsDialog";

export type CodeWindow = "share" | "redemptions" | "delete";

export function CodeMenu(props: {
  code: Code;
  onEdit: () => void;
  onOpen: (window: CodeWindow) => void;
}) {
  const { code, onEdit, onOpen } = props;
  const t = useT();
  return (
    <RowMenu
      of={code.code}
      actions={[
        { label: t("codes.share"), icon: IconShare2, onClick: () => onOpen("share") },
        { label: t("work.edit"), icon: IconPencil, onClick: onEdit },
        { label: t("codes.who"), icon: IconUsers, onClick: () => onOpen("redemptions") },
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
  return <DeleteCode code={code} onClose={onClose} />;
}

function DeleteCode({ code, onClose }: { code: Code; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const remove = async () => {
    await codeActions(id).remove(code.id);
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
    >
      <p>{t("codes.deleteStops")}</p>
      <p>{t("codes.deleteStays")}</p>
      <p>{t("codes.deletePause")}</p>
    </ConfirmLoss>
  );
}
