import { useT } from "@/i18n/context";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { MyCodes } from "./MyCodes";
import { MySessions } from "./MySessions";
import { NameForm } from "./NameForm";
import { Preferences } from "./Preferences";
import styles from "./screens.module.css";
import { leave, useUser } from "./session";

export function MeScreen() {
  const t = useT();
  return (
    <>
      <PageTitle title={t("accounts.me.title")} />
      <PageHeader
        title={t("accounts.me.title")}
        actions={
          <Button kind="quiet" onClick={() => void leave()}>
            {t("accounts.me.signOut")}
          </Button>
        }
      />
      <div className={styles.sections}>
        <Panel title={t("accounts.me.profile")}>
          <div className={styles.column}>
            <NameForm />
            <Email />
          </div>
        </Panel>
        <Panel title={t("accounts.me.preferences")}>
          <Preferences />
        </Panel>
        <Panel title={t("accounts.me.codes")}>
          <MyCodes />
        </Panel>
        <Panel title={t("accounts.me.sessions")}>
          <MySessions />
        </Panel>
      </div>
    </>
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

function Email() {
  const t = useT();
  const user = useUser();
  if (!user.email) return <Username username={user.username} />;
  return (
    <div className={styles.row}>
      <div>
        <strong>{t("accounts.email")}</strong>
        <div>{user.email}</div>
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
