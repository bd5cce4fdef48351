import { IconBuildingCommunity, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { SearchBox } from "@/ui/work/SearchBox";
import { Toolbar } from "@/ui/work/Toolbar";
import { NewOrganizationDialog } from "./NewOrganizationDialog";
import { operatorOrganizationsQuery } from "./queries";
import { useOrganizationColumns } from "./useOrganizationColumns";

/** Every organization of the installation. */
export function OrganizationsScreen() {
  const t = useT();
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  const [creating, setCreating] = useState(false);
  const q = useDebounced(search.trim());
  const query = useInfiniteQuery(operatorOrganizationsQuery(q));
  // Where there is nothing yet, the place itself says how to start.
  const started = !query.data || itemsOf(query.data).length > 0 || search !== "";
  const columns = useOrganizationColumns();
  const open = (organization: { id: string }) =>
    void navigate({
      to: "/operator/organizations/$organization",
      params: { organization: organization.id },
    });
  const create = (
    <Button onClick={() => setCreating(true)}>
      <IconPlus size={18} aria-hidden="true" />
      {t("operator.new")}
    </Button>
  );
  return (
    <>
      <PageTitle title={t("operator.title")} />
      <PageHeader
        title={t("operator.title")}
        description={t("operator.description")}
        actions={started ? create : null}
      />
      <Toolbar>
        <SearchBox label={t("operator.search")} value={search} onChange={setSearch} />
      </Toolbar>
      <DataTable
        label={t("operator.list")}
        columns={columns}
        rowKey={(organization) => organization.id}
        query={query}
        onOpen={open}
        empty={
          q ? (
            <EmptyState title={t("work.noMatch")} text={t("work.noMatchText")} />
          ) : (
            <EmptyState
              icon={<IconBuildingCommunity size={28} />}
              title={t("operator.empty")}
              text={t("operator.emptyText")}
              action={create}
            />
          )
        }
      />
      {creating ? <NewOrganizationDialog onClose={() => setCreating(false)} onDone={open} /> : null}
    </>
  );
}
