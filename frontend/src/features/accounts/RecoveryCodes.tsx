import { useState } from "react";
import { useT } from "@/i18n/context";
import { saveFile } from "@/lib/saveFile";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { useCopy } from "@/ui/useCopy";
import styles from "./SecondFactor.module.css";
import screens from "./screens.module.css";

/** Shown this once; what leads on is having kept them. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useT();
  const text = codes.join("\n");
  const { copied, copy } = useCopy(text);
  const [kept, setKept] = useState(false);
  return (
    <div className={screens.column}>
      <Notice kind="good" title={t("security.codes.title")}>
        {t("security.codes.text")}
      </Notice>
      <ul className={styles.codes} aria-label={t("security.codes.list")}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={screens.buttons}>
        <Button kind="quiet" onClick={() => void copy()}>
          {t(copied ? "ui.copied" : "security.codes.copy")}
        </Button>
        <Button
          kind="quiet"
          onClick={() => saveFile(new Blob([`${text}\n`]), "homeroom-recovery-codes.txt")}
        >
          {t("security.codes.save")}
        </Button>
      </div>
      <label className={styles.kept}>
        <input type="checkbox" checked={kept} onChange={() => setKept(!kept)} />
        {t("security.codes.kept")}
      </label>
      <div>
        <Button disabled={!kept} onClick={onDone}>
          {t("security.codes.done")}
        </Button>
      </div>
    </div>
  );
}
