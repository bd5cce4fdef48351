import { IconHome, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { LeavingNotice } from "@/features/accounts/LeavingNotice";
import { isStaff, landingPath, useUser } from "@/features/accounts/session";
import { useT } from "@/i18n/context";
import { Logo } from "@/ui/Logo";
import { SkipLink } from "./SkipLink";
import styles from "./StudentLayout.module.css";

export function StudentLayout({ children }: { children: ReactNode }) {
  const t = useT();
  const user = useUser();
  return (
    <>
      <SkipLink />
      <header className={styles.header}>
        <Link to="/home" className={styles.logo} aria-label={t("app.name")}>
          <Logo />
        </Link>
        <nav aria-label={t("app.navigation")} className={styles.links}>
          {isStaff(user) || user.operator ? (
            <a href={landingPath(user)} className={styles.area}>
              {t(isStaff(user) ? "app.staffArea" : "app.operatorArea")}
            </a>
          ) : null}
          <Link to="/home" className={styles.link}>
            <IconHome size={24} stroke={1.75} aria-hidden="true" />
            <span>{t("app.home")}</span>
          </Link>
          <Link to="/me" className={styles.link}>
            <IconUserCircle size={24} stroke={1.75} aria-hidden="true" />
            <span>{t("app.me")}</span>
          </Link>
        </nav>
      </header>
      <main id="content" className={styles.content} tabIndex={-1}>
        <LeavingNotice />
        {children}
      </main>
    </>
  );
}
