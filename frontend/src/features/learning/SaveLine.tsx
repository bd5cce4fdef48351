import { useCourseT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import styles from "./SaveLine.module.css";
import { forgetRefusal, useRefusal, useTrouble, useWaiting } from "./useNews";

/** Says quietly that something waits on this device, and clearly when something was not taken. */
export function SaveLine() {
  const t = useCourseT();
  const explain = useExplain();
  const waiting = useWaiting();
  const trouble = useTrouble();
  const refusal = useRefusal();
  return (
    <>
      {refusal ? (
        <Notice
          kind="loss"
          title={t("learning.saved.refused")}
          action={
            <Button kind="quiet" onClick={forgetRefusal}>
              {t("ui.close")}
            </Button>
          }
        >
          {explain(refusal.problem).title}. {explain(refusal.problem).text}
        </Notice>
      ) : null}
      {trouble === "offline" && waiting.length > 0 ? (
        <p className={styles.line} role="status">
          {t("learning.saved.waiting")}
        </p>
      ) : null}
      {trouble === "signed-out" ? (
        <p className={styles.line} role="status">
          {t("learning.saved.signedOut")}{" "}
          {/* The same address asks for the sign-in, and all that waits is on the device. */}
          <a href={window.location.href} onClick={() => window.location.reload()}>
            {t("learning.signIn.title")}
          </a>
        </p>
      ) : null}
    </>
  );
}
