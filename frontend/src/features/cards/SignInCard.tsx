import { QRCodeSVG } from "qrcode.react";
import type { NewCard } from "@/api/types";
import { useT } from "@/i18n/context";
import styles from "./SignInCard.module.css";

/** How many letters fit on a card in large type, in two lines. */
const LONG = 20;

/** A card to cut out: whose it is, where it leads, and the code that opens. Never a password. */
export function SignInCard({ card, school }: { card: NewCard; school: string }) {
  const t = useT();
  const { display_name: name, username, link } = card;
  return (
    <article className={styles.card}>
      <div className={styles.words}>
        <p className={styles.school}>{school}</p>
        <p className={styles.name} data-long={card.display_name.length > LONG || undefined}>
          {name}
        </p>
        <p className={styles.username}>
          <span>{t("cards.card.username")}</span>
          <b translate="no">{username}</b>
        </p>
        <p className={styles.key}>{t("cards.card.key")}</p>
      </div>
      <div className={styles.stub}>
        <b>{t("cards.card.scan")}</b>
        <QRCodeSVG
          value={link}
          title={t("cards.card.qr", { name })}
          role="img"
          size={256}
          marginSize={3}
          level="M"
        />
        <span>{t("cards.card.site", { site: siteOf(link) })}</span>
      </div>
    </article>
  );
}

/** Without https://, as people type it. */
const siteOf = (link: string): string => new URL(link).host;
