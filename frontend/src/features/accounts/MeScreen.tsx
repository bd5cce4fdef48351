import { useT } from "@/i18n/context";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { AddressSection } from "./AddressSection";
import { LeavingSection } from "./LeavingSection";
import { MyChanges } from "./MyChanges";
import { MyCodes } from "./MyCodes";
import { MySessions } from "./MySessions";
import { NameForm } from "./NameForm";
import { PasswordForm } from "./PasswordForm";
import { Preferences } from "./Preferences";
import { SecondFactorSection } from "./SecondFactorSection";
import styles from "./screens.module.css";
import { leave } from "./session";

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
            <Preferences />
          </div>
        </Panel>
        <Panel title={t("accounts.email")}>
          <AddressSection />
        </Panel>
        <Panel title={t("accounts.password")}>
          <PasswordForm />
        </Panel>
        <Panel title={t("security.factor.title")}>
          <SecondFactorSection />
        </Panel>
        <Panel title={t("accounts.me.sessions")}>
          <MySessions />
        </Panel>
        <Panel title={t("accounts.me.codes")}>
          <MyCodes />
        </Panel>
        <Panel title={t("security.changes.title")}>
          <MyChanges />
        </Panel>
        <Panel title={t("leaving.title")}>
          <LeavingSection />
        </Panel>
      </div>
    </>
  );
}
