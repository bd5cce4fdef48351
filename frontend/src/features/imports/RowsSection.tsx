import { Select } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Import } from "@/api/types";
import { useT } from "@/i18n/context";
import { saveFile } from "@/lib/saveFile";
import { useDebounced } from "@/lib/useDebounced";
import { useSubmit } from "@/lib/useSubmit";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { Refusal } from "@/ui/work/FormDialog";
import { SearchBox } from "@/ui/work/SearchBox";
import { Section } from "@/ui/work/Section";
import { Toolbar } from "@/ui/work/Toolbar";
import { useOrganization } from "../organizations/context";
import { ENDS, GROUPS, inGroup, stamp, withEnd } from "./figures";
import styles from "./imports.module.css";
import { importActions, importQuery, rowsQuery } from "./queries";
import { useRowColumns } from "./useRowColumns";

type Shown = "all" | keyof typeof GROUPS | keyof typeof ENDS;

/** The rows, those first that somebody has to look at. */
export function RowsSection({ list }: { list: Import }) {
  const t = useT();
  const { id } = useOrganization();
  const over = list.done > 0;
  const groups: Shown[] = over ? ["undone", "added", "known"] : ["asks", "left", "new", "known"];
  const count = (shown: Shown) =>
    shown === "all"
      ? list.rows
      : over
        ? withEnd(list, shown as keyof typeof ENDS)
        : inGroup(list, shown as keyof typeof GROUPS);
  const first = groups.slice(0, over ? 1 : 2).find((group) => count(group) > 0);
  const [chosen, setShown] = useState<Shown | null>(null);
  const shown = chosen ?? first ?? "all";
  const [search, setSearch] = useState("");
  const q = useDebounced(search.trim()) || undefined;
  const filter = { ...filterOf(shown, over), q };
  const query = useInfiniteQuery(rowsQuery(id, list.id, stamp(list), filter));
  return (
    <Section title={t("imports.rows.label")} actions={<Download list={list} filter={filter} />}>
      <Questions list={list} />
      <Toolbar>
        <SearchBox label={t("imports.rows.search")} value={search} onChange={setSearch} />
        <Select
          aria-label={t("imports.rows.filter")}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          allowDeselect={false}
          data={["all" as const, ...groups.filter((group) => count(group) > 0)].map((value) => ({
            value,
            label: `${value === "all" ? t("imports.rows.all") : t(`imports.group.${value}`)} (${count(value)})`,
          }))}
          w={220}
        />
      </Toolbar>
      <DataTable
        label={t("imports.rows.label")}
        columns={useRowColumns(list)}
        rowKey={(row) => String(row.number)}
        query={query}
        empty={<EmptyState title={t("imports.rows.none")} />}
      />
    </Section>
  );
}

function filterOf(shown: Shown, over: boolean) {
  if (shown === "all") return {};
  return over
    ? { result: ENDS[shown as keyof typeof ENDS].join(",") }
    : { outcome: GROUPS[shown as keyof typeof GROUPS].join(",") };
}

function Download(props: { list: Import; filter: { outcome?: string; result?: string } }) {
  const { list, filter } = props;
  const t = useT();
  const { id } = useOrganization();
  const { busy, problem, submit } = useSubmit(async () => {
    const { content, name } = await importActions(id).file(list.id, filter);
    saveFile(content, name);
  });
  return (
    <>
      <Refusal problem={problem} />
      <Button kind="quiet" busy={busy} onClick={() => void submit()}>
        <IconDownload size={18} aria-hidden="true" />
        {t("imports.rows.download")}
      </Button>
    </>
  );
}

/** One answer for all of them. */
function Questions({ list }: { list: Import }) {
  const t = useT();
  const { id } = useOrganization();
  const client = useQueryClient();
  const { busy, problem, submit } = useSubmit(async (decision: "same" | "other") => {
    await importActions(id).decideAll(list.id, decision);
    await client.invalidateQueries({ queryKey: importQuery(id, list.id).queryKey });
  });
  if (list.questions === 0) return null;
  return (
    <div className={styles.asked}>
      <Notice
        kind="warn"
        action={
          <div className={styles.actions}>
            <Button kind="quiet" busy={busy} onClick={() => void submit("same")}>
              {t("imports.check.allSame")}
            </Button>
            <Button kind="quiet" busy={busy} onClick={() => void submit("other")}>
              {t("imports.check.allOther")}
            </Button>
          </div>
        }
      >
        {t("imports.check.questions", { count: list.questions })}
        <Refusal problem={problem} />
      </Notice>
    </div>
  );
}
