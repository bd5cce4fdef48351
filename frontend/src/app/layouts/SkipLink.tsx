import { useLightT } from "@/i18n/context";
import styles from "./SkipLink.module.css";

/** First stop of the keyboard: past the navigation. */
export function SkipLink() {
  const t = useLightT();
  return (
    <a className={styles.skip} href="#content">
      {t("ui.skipToContent")}
    </a>
  );
}
