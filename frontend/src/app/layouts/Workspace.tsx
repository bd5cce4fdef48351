import type { ReactNode } from "react";
import { LeavingNotice } from "@/features/accounts/LeavingNotice";
import { MantineRoot } from "../MantineRoot";
import { SkipLink } from "./SkipLink";
import styles from "./Workspace.module.css";

/** The frame of the staff's and operator's areas: rail on wide screens, bottom bar on phones. */
export function Workspace(props: {
  top: ReactNode;
  /** Opens the search over everything. */
  search?: ReactNode;
  rail: ReactNode;
  bar: ReactNode;
  account: ReactNode;
  children: ReactNode;
}) {
  return (
    <MantineRoot>
      <SkipLink />
      <div className={styles.workspace}>
        <aside className={styles.rail}>
          <div className={styles.top}>{props.top}</div>
          {props.search}
          {props.rail}
          <div className={styles.account}>{props.account}</div>
        </aside>
        <header className={styles.head}>
          <div className={styles.headTop}>{props.top}</div>
          {props.search}
          {props.account}
        </header>
        <main id="content" className={styles.content} tabIndex={-1}>
          <LeavingNotice />
          {props.children}
        </main>
        <div className={styles.bar}>{props.bar}</div>
      </div>
    </MantineRoot>
  );
}
