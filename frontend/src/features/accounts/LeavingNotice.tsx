import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useFormat, useT } from "@/i18n/context";
import { hereZone } from "@/lib/hereZone";
import { useSubmit } from "@/lib/useSubmit";
import { announce } from "@/ui/announce";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { keepMyAccount, myDeletion } from "./queries";
import styles from "./screens.module.css";

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
    <div className={styles.above}>
      <Notice
        kind="warn"
        title={t("leaving.planned.title", { date: format.dateIn(data.due_at, hereZone()) })}
        action={
          data.by_school ? null : (
            <Button busy={busy} onClick={() => void submit()}>
              {t("leaving.planned.keep")}
            </Button>
          )
        }
      >
        {t(data.by_school ? "leaving.planned.school" : "leaving.planned.text")}
      </Notice>
    </div>
  );
}
