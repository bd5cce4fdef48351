import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import { useT } from "@/i18n/context";
import { Notice } from "@/ui/plain/Notice";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { useOrganization } from "../organizations/context";
import { approvalsQuery } from "./queries";

/** On the overview: somebody waits to be let in. */
export function ApprovalsNotice() {
  const t = useT();
  const { id, slug } = useOrganization();
  const { data, hasNextPage } = useInfiniteQuery(approvalsQuery(id));
  const count = itemsOf(data).length;
  if (count === 0) return null;
  return (
    <Notice
      kind="warn"
      title={hasNextPage ? t("codes.approvals.noticeMore") : t("codes.approvals.notice", { count })}
      action={
        <RouterLinkButton kind="quiet" to="/o/$organization/codes" params={{ organization: slug }}>
          {t("codes.approvals.noticeAction")}
        </RouterLinkButton>
      }
    >
      {t("codes.approvals.noticeText")}
    </Notice>
  );
}
