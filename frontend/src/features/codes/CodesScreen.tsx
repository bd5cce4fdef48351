import { Select } from "@mantine/core";
import { IconPlus, IconTicket } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import type { CodeState } from "@/api/types";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { SearchBox } from "@/ui/work/SearchBox";
import { Toolbar } from "@/ui/work/Toolbar";
import { useOrganization } from "../organizations/context";
import { Approvals } from "./Approvals";
import { NewCodeDialog } from "./CodeDialog";
import { CodesTable } from "./CodesTable";
import { codesQuery } from "./queries";

const STATES: CodeState[] = [
  "active",
  "scheduled",
  "paused",
  "outside-window",
  "expired",
  "exhausted",
  "deleted",
];

/** `start`: what the address asks for right away. */
export function CodesScreen({ start }: { start?: "new" }) {
  const t = useT();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(start === "new");
  const [search, setSearch] = useState("");
  const [state, setState] = useState<CodeState | null>(null);
  const q = useDebounced(search.trim());
  const filter = { q, ...(state ? { state } : {}) };
  const { data } = useInfiniteQuery(codesQuery(useOrganization().id, filter));
  // Where there is nothing yet, the place itself says how to start.
  const started = !data || itemsOf(data).length > 0 || search !== "" || state !== null;
  const close = () => {
    setCreating(false);
    if (start) void navigate({ to: ".", search: {}, replace: true });
  };
  const create = (
    <Button onClick={() => setCreating(true)}>
      <IconPlus size={18} aria-hidden="true" />
      {t("codes.new")}
    </Button>
  );
  return (
    <>
      <PageTitle title={t("codes.title")} />
      <PageHeader
        title={t("codes.title")}
        description={t("codes.description")}
        actions={started ? create : null}
      />
      <Approvals />
      {started ? (
        <Toolbar>
          <SearchBox label={t("codes.search")} value={search} onChange={setSearch} />
          <Select
            aria-label={t("codes.state")}
            placeholder={t("codes.allStates")}
            value={state}
            onChange={(value) => setState(value as CodeState | null)}
            data={STATES.map((value) => ({ value, label: t(`ui.ticket.${value}`) }))}
            clearable
            clearButtonProps={{ "aria-label": t("codes.allStates") }}
            w={200}
          />
        </Toolbar>
      ) : null}
      <CodesTable
        filter={filter}
        showClassroom
        empty={
          started ? (
            <EmptyState title={t("work.noMatch")} text={t("work.noMatchText")} />
          ) : (
            <EmptyState
              icon={<IconTicket size={28} />}
              title={t("codes.empty")}
              text={t("codes.emptyText")}
              action={create}
            />
          )
        }
      />
      {creating ? <NewCodeDialog onClose={close} /> : null}
    </>
  );
}
