import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sessionStore } from "@/api/session";
import { useFormat, useT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { RowsSkeleton } from "@/ui/Skeletons";
import { loadMe, mySecondFactor, renewRecoveryCodes, turnOffSecondFactor } from "./queries";
import { RecoveryCodes } from "./RecoveryCodes";
import { SecondFactorSetup } from "./SecondFactorSetup";
import styles from "./screens.module.css";
import { WithCode } from "./WithCode";

type Doing = "set-up" | "renew" | "off" | null;

/** Fewer than this many recovery codes are worth a word. */
const FEW = 3;

/** The second step at sign-in: off with one button to set it up, or on with what can be done about it. */
export function SecondFactorSection() {
  const t = useT();
  const format = useFormat();
  const query = useQuery(mySecondFactor());
  const refresh = useRefresh();
  const [doing, setDoing] = useState<Doing>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (query.isPending) return <RowsSkeleton rows={1} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { on_since, recovery_codes_left: left } = query.data;
  const close = () => {
    setDoing(null);
    void refresh();
  };

  if (codes) return <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />;
  if (doing === "set-up")
    return <SecondFactorSetup onDone={close} onClose={() => setDoing(null)} />;
  if (doing === "renew") {
    return (
      <WithCode
        text={t("security.factor.renewText")}
        submitLabel={t("security.factor.renew")}
        send={async (password, code) => {
          setCodes((await renewRecoveryCodes(password, code)).recovery_codes);
          close();
        }}
        onClose={() => setDoing(null)}
      />
    );
  }
  if (doing === "off") {
    return (
      <WithCode
        loss
        text={t("security.factor.offText")}
        submitLabel={t("security.factor.off")}
        send={async (password, code) => {
          await turnOffSecondFactor(password, code);
          close();
        }}
        onClose={() => setDoing(null)}
      />
    );
  }
  if (!on_since) {
    return (
      <div className={styles.column}>
        <p className={styles.text}>{t("security.factor.why")}</p>
        <div>
          <Button kind="quiet" onClick={() => setDoing("set-up")}>
            {t("security.factor.setUp")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.column}>
      <div>
        <div className={styles.good}>{t("security.factor.on")}</div>
        <div className={styles.faint}>
          {t("security.factor.since", { when: format.ago(on_since) })}{" "}
          {t("security.factor.left", { count: left })}
        </div>
      </div>
      {left < FEW ? <Notice kind="warn">{t("security.factor.few")}</Notice> : null}
      <div className={styles.buttons}>
        <Button kind="quiet" onClick={() => setDoing("renew")}>
          {t("security.factor.renew")}
        </Button>
        <Button kind="quiet" onClick={() => setDoing("off")}>
          {t("security.factor.off")}
        </Button>
      </div>
    </div>
  );
}

function useRefresh() {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ["me"] });
    // Which pages are open to the person hangs on it.
    sessionStore.updateUser(await loadMe());
  };
}
