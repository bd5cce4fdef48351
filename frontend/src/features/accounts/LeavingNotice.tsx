import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useFormat, useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { announce } from "@/ui/announce";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { keepMyAccount, myDeletion } from "./queries";

/** Whoever asked for the deletion of their account and signs in again may keep it, wherever they are. */
export function LeavingNotice() {
  const t = useT();
  const format = useFormat();
  const queries = useQueryClient();
  const { data } = useQuery(myDeletion());
  const { busy, submit } = useSubmit(async () => {
    await keepMyAccount();
    announce(t("leaving.planned.kept"));
    await queries.invalidateQueries({ queryKey: ["me"] });
  });
  if (!data?.due_at) return null;
  return (
    <Notice
      kind="warn"
      title={t("leaving.planned.title", { date: format.date(data.due_at.slice(0, 10)) })}
      action={
        <Button busy={busy} onClick={() => void submit()}>
          {t("leaving.planned.keep")}
        </Button>
      }
    >
      {t("leaving.planned.text")}
    </Notice>
  );
}
