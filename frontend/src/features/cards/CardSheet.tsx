import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { createPortal } from "react-dom";
import type { NewCard } from "@/api/types";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { Choice } from "@/ui/plain/Choice";
import { Notice } from "@/ui/plain/Notice";
import { useOrganization } from "../organizations/context";
import styles from "./CardSheet.module.css";
import { type Paper, usualPaper } from "./paper";
import { SignInCard } from "./SignInCard";

/** Two across and four down, on either paper. */
const PER_PAGE = 8;

/** New cards, to be printed now: their codes cannot be shown again. */
export function CardSheet({ cards, onClose }: { cards: NewCard[]; onClose: () => void }) {
  const t = useT();
  const [paper, setPaper] = useState<Paper>(usualPaper);
  const pages = Array.from({ length: Math.ceil(cards.length / PER_PAGE) }, (_, page) =>
    cards.slice(page * PER_PAGE, (page + 1) * PER_PAGE),
  );
  return (
    <div className={styles.window}>
      <Notice kind="warn">{t("cards.sheet.once")}</Notice>
      <Choice
        label={t("cards.sheet.paper")}
        value={paper}
        options={[
          { value: "letter", label: t("cards.sheet.letter") },
          { value: "a4", label: t("cards.sheet.a4") },
        ]}
        onChange={setPaper}
      />
      <div className={styles.preview}>
        <Cards cards={cards} />
      </div>
      <p className={styles.faint}>
        {t("cards.sheet.pages", {
          count: pages.length,
          cards: t("cards.sheet.cards", { count: cards.length }),
        })}
      </p>
      <div className={styles.buttons}>
        <Button kind="quiet" onClick={onClose}>
          {t("cards.sheet.close")}
        </Button>
        <Button onClick={() => window.print()}>
          <IconPrinter size={18} aria-hidden="true" />
          {t("cards.sheet.print")}
        </Button>
      </div>
      {createPortal(<Print pages={pages} paper={paper} />, document.body)}
    </div>
  );
}

/** What the printer gets instead of the page. */
function Print({ pages, paper }: { pages: NewCard[][]; paper: Paper }) {
  return (
    <div className={styles.print} data-print-only>
      <style>{`@page { size: ${paper}; margin: 12mm }`}</style>
      {pages.map((page) => (
        <div key={page[0]?.student_id} className={styles.page}>
          <Cards cards={page} />
        </div>
      ))}
    </div>
  );
}

function Cards({ cards }: { cards: NewCard[] }) {
  const { name } = useOrganization();
  return cards.map((card) => (
    <div key={card.student_id} className={styles.cut}>
      <SignInCard card={card} school={name} />
    </div>
  ));
}
