import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/i18n/context";
import { saveFile } from "@/lib/saveFile";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { deleteMyAccount, exportMyData, myDeletion } from "./queries";
import styles from "./screens.module.css";
import { leave, useUser } from "./session";
import { WithCode } from "./WithCode";

/** A copy of everything that is kept about the person, and the deletion of their account. */
export function LeavingSection() {
  const t = useT();
  const user = useUser();
  const [doing, setDoing] = useState<"copy" | "remove" | null>(null);
  const [copied, setCopied] = useState(false);
  const planned = useQuery(myDeletion()).data?.due_at;
  const close = () => setDoing(null);
  if (doing === "copy") {
    return (
      <WithCode
        needsCode={user.second_factor}
        text={t("leaving.copy.password")}
        submitLabel={t("leaving.copy.download")}
        send={async (password, code) => {
          const copy = await exportMyData(password, code);
          const text = JSON.stringify(copy, null, 2);
          saveFile(new Blob([text], { type: "application/json" }), "homeroom-my-data.json");
          setCopied(true);
          close();
        }}
        onClose={close}
      />
    );
  }
  if (doing === "remove") {
    return (
      <div className={styles.column}>
        <p className={styles.text}>{t("leaving.remove.goes")}</p>
        <p className={styles.text}>{t("leaving.remove.stays")}</p>
        <WithCode
          loss
          needsCode={user.second_factor}
          text={t("leaving.remove.grace")}
          submitLabel={t("leaving.remove.submit")}
          send={async (password, code) => {
            const { due_at } = await deleteMyAccount(password, code);
            await leave(`/sign-in?leaves=${encodeURIComponent(due_at ?? "")}`);
          }}
          onClose={close}
        />
      </div>
    );
  }
  return (
    <div className={styles.column}>
      {copied ? <Notice kind="good">{t("leaving.copy.done")}</Notice> : null}
      <p className={styles.text}>{t("leaving.copy.text")}</p>
      <div>
        <Button kind="quiet" onClick={() => setDoing("copy")}>
          {t("leaving.copy.get")}
        </Button>
      </div>
      {planned ? null : (
        <p className={styles.text}>
          {t(user.email ? "leaving.remove.text" : "leaving.remove.noAddress")}
        </p>
      )}
      {user.email && !planned ? (
        <div>
          <Button kind="quiet" onClick={() => setDoing("remove")}>
            {t("leaving.remove.start")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
