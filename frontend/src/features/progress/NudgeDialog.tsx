import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem, type Problem } from "@/api/problem";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./progress.module.css";
import { nudgesQuery, progressActions, type Watched, type Who } from "./queries";

interface Props {
  path: Watched;
  who: Who;
  onClose: () => void;
}

/** Says how many emails go out, and who gets none, before anything is sent. */
export function NudgeDialog({ path, who, onClose }: Props) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const plan = useQuery(nudgesQuery({ ...path, organization_id: id }, who));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const mails = plan.data?.mails ?? 0;
  const left = plan.data?.left_out ?? [];
  const more = (plan.data?.left_out_count ?? 0) - left.length;
  const problem = refused ?? (plan.isError ? asProblem(plan.error) : null);
  const send = async () => {
    if (mails === 0) return onClose();
    setBusy(true);
    try {
      const sent = await run({ path, who }, (key) => progressActions(path).nudge(who, key));
      notifyDone(t("progress.nudge.done", { count: sent.mails }));
      refresh();
      onClose();
    } catch (error) {
      setRefused(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t(`progress.nudge.title.${who}`)}
      submitLabel={mails > 0 ? t("progress.nudge.send", { count: mails }) : t("ui.close")}
      onSubmit={() => void send()}
      busy={busy || plan.isPending}
      problem={problem}
    >
      {plan.data ? (
        <p>{mails > 0 ? t("progress.nudge.goes", { count: mails }) : t("progress.nudge.none")}</p>
      ) : null}
      {left.length > 0 ? (
        <div className={styles.cell}>
          <p>{t("progress.nudge.leftOut")}</p>
          <ul className={styles.names}>
            {left.map((one) => (
              <li key={one.student_id}>
                {one.display_name}{" "}
                <span className={styles.soft}>
                  {t(`progress.nudge.reason.${one.reason as "no-address"}`)}
                </span>
              </li>
            ))}
            {more > 0 ? <li>{t("progress.nudge.more", { count: more })}</li> : null}
          </ul>
        </div>
      ) : null}
    </FormDialog>
  );
}
