import { useT } from "@/i18n/context";
import { Notice } from "@/ui/plain/Notice";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { useOrganization } from "../organizations/context";

/** On the overview: students whom a code refused ask for help. */
export function AskingNotice({ count }: { count: number }) {
  const t = useT();
  const { slug } = useOrganization();
  if (count === 0) return null;
  return (
    <Notice
      kind="warn"
      title={t("refusalDesk.notice.title", { count })}
      action={
        <RouterLinkButton
          kind="quiet"
          to="/o/$organization/refusals"
          params={{ organization: slug }}
        >
          {t("refusalDesk.notice.action")}
        </RouterLinkButton>
      }
    >
      {t("refusalDesk.notice.text")}
    </Notice>
  );
}
