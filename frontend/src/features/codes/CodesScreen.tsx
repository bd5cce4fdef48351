import { Select } from "@mantine/core";
import { IconPlus, IconTicket } from "@tabler/icons-react";
import { useState } from "react";
import type { CodeState } from "@/api/types";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { SearchBox } from "@/ui/work/SearchBox";
import { Toolbar } from "@/ui/work/Toolbar";
import { NewCodeDialog } from "./CodeDialog";
import { CodesTable } from "./CodesTable";

const STATES: CodeState[] = ["active", "scheduled", "paused", "expired", "exhausted", "deleted"];

/** `start`: what the address asks for right away. */
export function CodesScreen({ start }: { start?: "new" }) {
  const t = useT();
  const [creating, setCreating] = useState(start === "new");
  const [search, setSearch] = useState("");
  const [state, setState] = useState<CodeState | null>(null);
  const q = useDebounced(search.trim());
  const create = (
    <Button onClick={() => setCreating(true)}>
      <IconPlus size={18} aria-hidden="true" />
      {t("codes.new")}
    </Button>
  );
  return (
    <>
      <PageTitle title={t("codes.title")} />
      <PageHeader title={t("codes.title")} description={t("codes.description")} actions={create} />
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
      <CodesTable
        filter={{ q, ...(state ? { state } : {}) }}
        showClassroom
        empty={
          q || state ? (
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
      {creating ? <NewCodeDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
}
