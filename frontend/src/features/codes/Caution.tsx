import { useT } from "@/i18n/context";
import { Notice } from "@/ui/plain/Notice";
import styles from "./CodeDialog.module.css";

/** For a code that anybody may use: what that costs, and what can be done about it. */
export function Caution({ missing }: { missing: { cap: boolean; dates: boolean } }) {
  const t = useT();
  return (
    <Notice kind="warn" title={t("codes.caution.title")}>
      <div className={styles.caution}>
        <p>{t("codes.caution.text")}</p>
        <ul>
          <li>{t("codes.caution.domain")}</li>
          {missing.cap ? <li>{t("codes.caution.cap")}</li> : null}
          {missing.dates ? <li>{t("codes.caution.dates")}</li> : null}
          <li>{t("codes.caution.off")}</li>
          <li>{t("codes.caution.place")}</li>
        </ul>
      </div>
    </Notice>
  );
}
