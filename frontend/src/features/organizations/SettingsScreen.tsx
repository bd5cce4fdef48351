import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Panel } from "@/ui/Panel";
import { RowsSkeleton } from "@/ui/Skeletons";
import { GuardPanel } from "../guard/GuardPanel";
import { useOrganization } from "./context";
import { organizationQuery } from "./queries";
import { SecondStepPanel } from "./SecondStepPanel";
import { SettingsForm } from "./SettingsForm";
import styles from "./SettingsForm.module.css";

export function SettingsScreen() {
  const t = useT();
  const { id } = useOrganization();
  const query = useQuery(organizationQuery(id));
  return (
    <>
      <PageTitle title={t("organizations.settings.title")} />
      <PageHeader
        title={t("organizations.settings.title")}
        description={t("organizations.settings.description")}
      />
      <div className={styles.page}>
        <Panel>
          {query.data ? (
            <SettingsForm saved={query.data} />
          ) : query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <RowsSkeleton rows={4} />
          )}
        </Panel>
        {query.data ? <SecondStepPanel saved={query.data} /> : null}
        <GuardPanel />
      </div>
    </>
  );
}
