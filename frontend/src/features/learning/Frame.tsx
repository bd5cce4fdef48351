import { type ReactNode, useEffect, useRef } from "react";
import { useCourseT } from "@/i18n/context";
import { Logo } from "@/ui/Logo";
import styles from "./Frame.module.css";
import { SaveLine } from "./SaveLine";

interface Props {
  /** Where this page belongs, at its top. */
  above?: ReactNode;
  /** The next step, under the thumb. */
  bar?: ReactNode;
  children: ReactNode;
}

/** The frame of a course's pages: home, where one is, the page, and one next step at the bottom. */
export function Frame({ above, bar, children }: Props) {
  const t = useCourseT();
  return (
    <div className={styles.page}>
      <a href="#content" className={styles.skip}>
        {t("ui.skipToContent")}
      </a>
      <header className={styles.header}>
        <a href="/home" className={styles.home} aria-label={t("learning.home")}>
          <Logo name={false} />
        </a>
        {above}
      </header>
      <main id="content" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <footer className={styles.bar}>
        <div>
          <SaveLine />
          {bar}
        </div>
      </footer>
    </div>
  );
}

let first = true;

/** The title of a page; comes into focus when the page was reached from within, so that it is read out. */
export function Title({ id, children }: { id?: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The browser itself reads out the first page.
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, []);
  return (
    <h1 id={id} ref={heading} tabIndex={-1} className={styles.title}>
      {children}
    </h1>
  );
}
