import { useInfiniteQuery } from "@tanstack/react-query";
import type { OperatorOrganization } from "@/api/types";
import { useT } from "@/i18n/context";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/plain/Button";
import { Section } from "@/ui/work/Section";
import { useLicenseColumns } from "../seats/Licenses";
import { licensesQuery } from "./queries";

/** Every license an organization was ever granted. */
export function LicensesSection(props: {
  organization: OperatorOrganization;
  onGrant: () => void;
}) {
  const t = useT();
  const query = useInfiniteQuery(licensesQuery(props.organization.id));
  return (
    <Section title={t("operator.licenses")}>
      <DataTable
        label={t("operator.licenses")}
        columns={useLicenseColumns()}
        rowKey={(license) => license.id}
        query={query}
        empty={
          <EmptyState
            title={t("operator.noLicenses")}
            text={t("operator.noLicensesText")}
            action={
              <Button kind="quiet" onClick={props.onGrant}>
                {t("operator.grant.button")}
              </Button>
            }
          />
        }
      />
    </Section>
  );
}
