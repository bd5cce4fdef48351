import type { ReactNode } from "react";
import { useLightT } from "@/i18n/context";
import { Logo } from "@/ui/Logo";
import { LanguageSwitch } from "./LanguageSwitch";
import styles from "./PublicPage.module.css";

/** The frame of all pages that open without an account: the house, the language, one column. */
export function PublicPage(props: { wide?: boolean; children: ReactNode }) {
  const t = useLightT();
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <a href="/" className={styles.logo} aria-label={t("ui.startPage")}>
          <Logo />
        </a>
        <LanguageSwitch />
      </header>
      <main className={`${styles.main} ${props.wide ? styles.wide : ""}`}>{props.children}</main>
    </div>
  );
}
