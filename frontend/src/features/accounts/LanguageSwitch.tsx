import { useLightT, useLocale } from "@/i18n/context";
import styles from "./LanguageSwitch.module.css";
import { useChooseLocale } from "./useChooseLocale";

/** The other language, by its own name. */
export function LanguageSwitch() {
  const t = useLightT();
  const choose = useChooseLocale();
  const other = useLocale() === "en" ? "es" : "en";
  return (
    <button type="button" className={styles.switch} lang={other} onClick={() => choose(other)}>
      {t(`ui.language.${other}`)}
    </button>
  );
}
