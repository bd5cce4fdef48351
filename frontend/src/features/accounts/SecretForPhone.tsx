import { QRCodeSVG } from "qrcode.react";
import type { FactorSecret } from "@/api/types";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { useCopy } from "@/ui/useCopy";
import styles from "./SecondFactor.module.css";

/** What the phone needs: to scan, to tap on the phone itself, or to type. */
export function SecretForPhone({ secret }: { secret: FactorSecret }) {
  const t = useT();
  const { copied, copy } = useCopy(secret.secret.replaceAll(" ", ""));
  return (
    <div className={styles.secret}>
      <p>{t("security.factor.scan")}</p>
      <a href={secret.uri} className={styles.qr} aria-label={t("security.factor.openApp")}>
        <QRCodeSVG value={secret.uri} size={176} marginSize={3} title={t("security.factor.qr")} />
      </a>
      <p className={styles.faint}>{t("security.factor.type")}</p>
      <code className={styles.text}>{secret.secret}</code>
      <Button kind="plain" onClick={() => void copy()}>
        {t(copied ? "ui.copied" : "security.factor.copySecret")}
      </Button>
    </div>
  );
}
