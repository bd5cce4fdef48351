import { Select } from "@mantine/core";
import { IconDoorEnter } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { itemsOf } from "@/api/list";
import type { RefusalReason } from "@/api/types";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { SearchBox } from "@/ui/work/SearchBox";
import { Toolbar } from "@/ui/work/Toolbar";
import { useOrganization } from "../organizations/context";
import { AllAtOnce } from "./AllAtOnce";
import { refusalsQuery } from "./queries";
import { RefusalList } from "./RefusalList";
import { REASONS, type RefusalSearch, STATES, type State } from "./search";

/** Who was refused, and what helps; what is looked for stands in the address. */
export function RefusalsScreen({ search }: { search: RefusalSearch }) {
  const t = useT();
  const { id } = useOrganization();
  const [typed, setTyped] = useState(search.q ?? "");
  const look = useLook(search, useDebounced(typed.trim()));
  const { code, classroom, reason, q, state = "open" } = search;
  const filter = {
    state: state === "all" ? undefined : state,
    code_id: code,
    classroom_id: classroom,
    reason,
    q,
  };
  const query = useInfiniteQuery({ ...refusalsQuery(id, filter), refetchInterval: 15_000 });
  const cases = itemsOf(query.data);
  const narrowed = Boolean(code ?? classroom ?? reason ?? q) || state !== "open";
  const clear = () => {
    setTyped("");
    look({});
  };
  return (
    <>
      <PageTitle title={t("refusalDesk.title")} />
      <PageHeader title={t("refusalDesk.title")} description={t("refusalDesk.description")} />
      {narrowed || cases.length > 0 ? (
        <Toolbar>
          <SearchBox label={t("refusalDesk.search")} value={typed} onChange={setTyped} />
          <Select
            aria-label={t("refusalDesk.state")}
            value={state}
            onChange={(value) => look({ ...search, state: value as State })}
            data={STATES.map((value) => ({ value, label: t(`refusalDesk.states.${value}`) }))}
            allowDeselect={false}
            w={140}
          />
          <Select
            aria-label={t("refusalDesk.reasonFilter")}
            placeholder={t("refusalDesk.allReasons")}
            value={reason ?? null}
            onChange={(value) => look({ ...search, reason: (value as RefusalReason) ?? undefined })}
            data={REASONS.map((value) => ({ value, label: t(`refusalDesk.reason.${value}`) }))}
            clearable
            clearButtonProps={{ "aria-label": t("refusalDesk.allReasons") }}
            w={220}
          />
          {narrowed ? (
            <Button kind="plain" onClick={clear}>
              {t("refusalDesk.clearFilters")}
            </Button>
          ) : null}
        </Toolbar>
      ) : null}
      {code ? <AllAtOnce cases={cases} /> : null}
      <RefusalList
        query={query}
        onMore={(refusal) => look({ code: refusal.code.id, reason: refusal.reason })}
        empty={
          narrowed ? (
            <EmptyState title={t("work.noMatch")} text={t("work.noMatchText")} />
          ) : (
            <EmptyState
              icon={<IconDoorEnter size={28} />}
              title={t("refusalDesk.empty")}
              text={t("refusalDesk.emptyText")}
            />
          )
        }
      />
    </>
  );
}

/** Writes what is looked for into the address; the typed words follow a moment later. */
function useLook(search: RefusalSearch, typed: string) {
  const navigate = useNavigate();
  const look = (next: RefusalSearch) => void navigate({ to: ".", search: next, replace: true });
  const q = typed === "" ? undefined : typed;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed asks for it
  useEffect(() => {
    if (q !== search.q) look({ ...search, q });
  }, [q]);
  return look;
}
