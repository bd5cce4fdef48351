import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { Panel } from "@/ui/Panel";
import { RowsSkeleton } from "@/ui/Skeletons";
import { useOrganization } from "../organizations/context";
import { GuardForm } from "./GuardForm";
import { guardQuery } from "./queries";

/** On the settings: how codes are watched, and what that would have meant lately. */
export function GuardPanel() {
  const t = useT();
  const { id } = useOrganization();
  const query = useQuery(guardQuery(id));
  return (
    <Panel title={t("guard.settings.title")}>
      {query.data ? (
        <GuardForm saved={query.data} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowsSkeleton rows={5} />
      )}
    </Panel>
  );
}
