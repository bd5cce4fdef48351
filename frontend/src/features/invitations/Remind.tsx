import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { figuresQuery, invitationActions } from "./queries";

/**
 * One click for everybody who has not answered and had no email today: of a classroom, or of those
 * invited without one.
 */
export function Remind({ classroom }: { classroom: string | null }) {
  const t = useT();
  const { id, role } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const place = classroom ? { classroom_id: classroom } : { without_classroom: true };
  const query = useQuery({
    ...figuresQuery(id, place),
    enabled: classroom !== null || role === "admin",
  });
  const count = query.data?.to_remind ?? 0;
  if (count === 0) return null;
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
    <AtOnceButton onAct={remind}>
      <IconBell size={18} aria-hidden="true" />
      {t(classroom ? "invitations.remind" : "invitations.remindUnplaced", { count })}
    </AtOnceButton>
  );
}
