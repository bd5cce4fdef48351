import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import type { CodeAlert } from "@/api/types";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { Refusal } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { Rich } from "@/ui/work/Rich";
import { RedemptionsDialog } from "../codes/RedemptionsDialog";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./AlertsNotice.module.css";
import { keepCodeOff, openAlertsQuery, resumeCode } from "./queries";

interface Props {
  /** Only about this code. */
  codeId?: string;
  /** Keeps its distance from what comes below, where the page does not. */
  apart?: boolean;
  onSettled?: () => void;
}

/** Codes that the guard paused: what happened, and what to do about it, one click each. */
export function AlertsNotice({ codeId, apart, onSettled }: Props) {
  const { id } = useOrganization();
  const { data } = useInfiniteQuery({ ...openAlertsQuery(id), refetchInterval: 30_000 });
  const alerts = itemsOf(data).filter((alert) => !codeId || alert.code.id === codeId);
  if (alerts.length === 0) return null;
  return (
    <div className={`${styles.alerts} ${apart ? styles.apart : ""}`}>
      {alerts.map((alert) => (
        <Alert key={alert.id} alert={alert} onSettled={onSettled} />
      ))}
    </div>
  );
}

function Alert({ alert, onSettled }: { alert: CodeAlert; onSettled?: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const [listing, setListing] = useState(false);
  const { code } = alert;
  const decision = useSubmit(async (resume: boolean) => {
    await (resume ? resumeCode : keepCodeOff)(id, code.id);
    notifyDone(t(resume ? "guard.alert.resumed" : "guard.alert.keptOff", { code: code.code }));
    refresh();
    onSettled?.();
  });
  return (
    <Notice
      kind="loss"
      title={t("guard.alert.title", { code: code.code })}
      action={
        <>
          <Button busy={decision.busy} onClick={() => void decision.submit(true)}>
            {t("guard.alert.resume")}
          </Button>
          <Button kind="quiet" onClick={() => void decision.submit(false)}>
            {t("guard.alert.keepOff")}
          </Button>
          {alert.redeemed > 0 ? (
            <Button kind="plain" onClick={() => setListing(true)}>
              {t("guard.alert.who")}
            </Button>
          ) : null}
        </>
      }
    >
      <p>
        <Happened alert={alert} />
      </p>
      <p>{t("guard.alert.text")}</p>
      <Refusal problem={decision.problem} />
      {listing ? (
        <RedemptionsDialog code={code} since={alert.since} onClose={() => setListing(false)} />
      ) : null}
    </Notice>
  );
}

function Happened({ alert }: { alert: CodeAlert }) {
  const t = useT();
  const { reason, minutes, redeemed, busiest_before: usual, allowed } = alert;
  const text = {
    burst: () => t("guard.alert.burst", { count: redeemed, minutes, usual }),
    "first-use": () => t("guard.alert.first-use", { count: redeemed, minutes, allowed }),
    domains: () => t("guard.alert.domains", { count: alert.new_domains, minutes }),
    refused: () => t("guard.alert.refused", { count: alert.refused, minutes }),
  };
  return <Rich text={text[reason]()} />;
}
