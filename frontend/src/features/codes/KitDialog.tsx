import { Modal } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { QRCodeSVG } from "qrcode.react";
import { useRef } from "react";
import type { Code } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { Sentence } from "@/ui/Sentence";
import { Ticket } from "@/ui/Ticket";
import { useCopy } from "@/ui/useCopy";
import { useOrganization } from "../organizations/context";
import { useToday } from "../organizations/useToday";
import { Caution } from "./Caution";
import styles from "./KitDialog.module.css";
import { saveSvg } from "./saveSvg";
import { codeSentence } from "./sentence";

/** A code, ready to be handed out: ticket, link, QR code, and a word on where to put them. */
export function KitDialog(props: { code: Code; isNew?: boolean; onClose: () => void }) {
  const { code, isNew, onClose } = props;
  const t = useT();
  const format = useFormat();
  const today = useToday();
  const { name } = useOrganization();
  const sentence = codeSentence(
    { ...code, place: code.classroom?.name ?? name, courses: null },
    { t, format, today },
  );
  const anybody = code.email_domains.length === 0 && !code.needs_approval;
  return (
    <Modal
      opened
      onClose={onClose}
      size={680}
      title={isNew ? t("codes.kit.created") : t("codes.kit.title", { code: code.code })}
      closeButtonProps={{ "aria-label": t("ui.close") }}
    >
      <div className={styles.kit}>
        <div className={styles.ticket}>
          <Ticket code={code.code} size="large" />
        </div>
        <Sentence text={sentence} />
        <Share code={code} />
        <section className={styles.how}>
          <h3>{t("codes.kit.how")}</h3>
          <ul>
            <li>{t("codes.kit.howSay")}</li>
            <li>{t("codes.kit.howSend")}</li>
            <li>{t("codes.kit.howPrint")}</li>
            {anybody ? null : <li>{t("codes.kit.howCare")}</li>}
          </ul>
        </section>
        {anybody ? (
          <Caution
            missing={{ cap: code.max_redemptions === null, dates: code.valid_till === null }}
          />
        ) : null}
        <Button wide onClick={onClose}>
          {t("work.done")}
        </Button>
      </div>
    </Modal>
  );
}

function Share({ code }: { code: Code }) {
  const t = useT();
  const qr = useRef<HTMLDivElement>(null);
  const { copied, copy } = useCopy(code.join_url);
  return (
    <div className={styles.share}>
      <div className={styles.qr} ref={qr}>
        <QRCodeSVG
          value={code.join_url}
          title={t("codes.kit.qr", { code: code.code })}
          role="img"
          size={512}
          marginSize={4}
          level="M"
        />
        <span className={styles.faint}>{t("codes.kit.qrHint")}</span>
      </div>
      <div className={styles.link}>
        <strong>{t("codes.kit.link")}</strong>
        <code translate="no">{code.join_url}</code>
        <Button onClick={() => void copy()}>
          {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
          {t(copied ? "codes.kit.linkCopied" : "codes.kit.copyLink")}
        </Button>
        <Button
          kind="quiet"
          onClick={() => saveSvg(qr.current?.querySelector("svg") ?? null, code.code)}
        >
          <IconDownload size={18} aria-hidden />
          {t("codes.kit.download")}
        </Button>
      </div>
    </div>
  );
}
