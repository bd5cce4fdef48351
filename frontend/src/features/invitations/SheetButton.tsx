import { IconDownload } from "@tabler/icons-react";
import { useT } from "@/i18n/context";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { useOrganization } from "../organizations/context";
import { type InvitationFilter, invitationActions } from "./queries";

/** What is listed, as a file for a spreadsheet. */
export function SheetButton({ filter }: { filter: InvitationFilter }) {
  const t = useT();
  const { id } = useOrganization();
  return (
    <AtOnceButton onAct={() => invitationActions(id).save(filter)}>
      <IconDownload size={18} aria-hidden="true" />
      {t("invitations.download")}
    </AtOnceButton>
  );
}
