import { Select } from "@mantine/core";
import { IconPlus, IconStack2, IconTicket } from "@tabler/icons-react";
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
import { AlertsNotice } from "../guard/AlertsNotice";
import { useOrganization } from "../organizations/context";
import { Approvals } from "./Approvals";
import { NewBatchDialog } from "./BatchDialog";
import { Batches } from "./Batches";
import { EditCodeDialog, NewCodeDialog } from "./CodeDialog";
import { CodesTable } from "./CodesTable";
import { batchesQuery, codesQuery } from "./queries";

const STATES: CodeState[] = [
  "active",
  "scheduled",
  "paused",
  "outside-window",
  "expired",
  "exhausted",
  "deleted",
];

interface Props {
  /** What the address asks for right away. */
  start?: "new";
  /** The code it opens, as links in mail do. */
  code?: string;
}

export function CodesScreen({ start, code }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const [creating, setCreating] = useState<"one" | "many" | null>(start === "new" ? "one" : null);
  const [search, setSearch] = useState("");
  const [state, setState] = useState<CodeState | null>(null);
  const q = useDebounced(search.trim());
  const filter = { q, ...(state ? { state } : {}) };
  const { id } = useOrganization();
  const { data } = useInfiniteQuery(codesQuery(id, filter));
  const { data: batches } = useInfiniteQuery(batchesQuery(id, { q }));
  const some = itemsOf(data).length + itemsOf(batches).length > 0;
  // Where there is nothing yet, the place itself says how to start.
  const started = !data || !batches || some || search !== "" || state !== null;
  const leaveAddress = () => void navigate({ to: ".", search: {}, replace: true });
  const close = () => {
    setCreating(null);
    if (start) leaveAddress();
  };
  const create = (
    <>
      <Button kind="quiet" onClick={() => setCreating("many")}>
        <IconStack2 size={18} aria-hidden="true" />
        {t("codes.batch.new")}
      </Button>
      <Button onClick={() => setCreating("one")}>
        <IconPlus size={18} aria-hidden="true" />
        {t("codes.new")}
      </Button>
    </>
  );
  return (
    <>
      <PageTitle title={t("codes.title")} />
      <PageHeader
        title={t("codes.title")}
        description={t("codes.description")}
        actions={started ? create : null}
      />
      <AlertsNotice apart />
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
      {state === null ? <Batches filter={{ q }} /> : null}
      {creating === "one" ? <NewCodeDialog onClose={close} /> : null}
      {creating === "many" ? <NewBatchDialog onClose={close} /> : null}
      {code ? <EditCodeDialog codeId={code} onClose={leaveAddress} /> : null}
    </>
  );
}
