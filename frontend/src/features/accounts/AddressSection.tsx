import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sessionStore } from "@/api/session";
import type { VerificationConfirmed } from "@/api/types";
import { useT } from "@/i18n/context";
import { announce } from "@/ui/announce";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { AddressDigits } from "./AddressDigits";
import { AddressForm } from "./AddressForm";
import { waitingAddress } from "./queries";
import styles from "./screens.module.css";
import { useUser } from "./session";

/** The address in force, and the way to another: asked for, proven by six digits, in force. */
export function AddressSection() {
  const t = useT();
  const user = useUser();
  const queries = useQueryClient();
  const waiting = useQuery(waitingAddress());
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ["me"] });
  const onConfirmed = ({ user: now }: VerificationConfirmed) => {
    sessionStore.updateUser(now);
    setOpen(false);
    setDone(true);
    announce(t("security.address.done"));
    // Classes that waited for an address like this one have opened.
    void queries.invalidateQueries();
  };
  const pending = waiting.data?.email ?? null;
  return (
    <div className={styles.column}>
      <Address />
      {done ? <Notice kind="good">{t("security.address.done")}</Notice> : null}
      {pending && !open ? (
        <AddressDigits email={pending} onConfirmed={onConfirmed} onAgain={() => setOpen(true)} />
      ) : open ? (
        <AddressForm
          onSent={() => void refresh().then(() => setOpen(false))}
          onClose={() => setOpen(false)}
        />
      ) : (
        <div>
          <Button
            kind="quiet"
            onClick={() => {
              setDone(false);
              setOpen(true);
            }}
          >
            {t(user.email ? "security.address.change" : "security.address.add")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Address() {
  const t = useT();
  const user = useUser();
  if (!user.email) return <Username username={user.username} />;
  return (
    <div className={styles.row}>
      <div>
        <div className={styles.long}>{user.email}</div>
        <div className={user.email_verified ? styles.good : styles.faint}>
          {t(user.email_verified ? "accounts.me.verified" : "accounts.me.unverified")}
        </div>
      </div>
      {user.email_verified ? null : (
        <RouterLinkButton to="/verify" kind="quiet">
          {t("accounts.me.verify")}
        </RouterLinkButton>
      )}
    </div>
  );
}

function Username({ username }: { username: string | null }) {
  const t = useT();
  if (!username) return <p className={styles.faint}>{t("accounts.me.noEmail")}</p>;
  return (
    <div>
      <strong>{t("accounts.username")}</strong>
      <div>{username}</div>
      <div className={styles.faint}>{t("accounts.me.usernameText")}</div>
    </div>
  );
}
