import { Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { LedgerEntry } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Rich } from "@/ui/work/Rich";
import { Section } from "@/ui/work/Section";
import { useOrganization } from "../organizations/context";
import { ledgerQuery } from "./queries";
import styles from "./SeatsScreen.module.css";
import { seatStory } from "./story";

type Kind = LedgerEntry["kind"];
const KINDS: Kind[] = ["spent", "granted", "held", "released"];

/** Everything that ever happened to the seats, each row with the balance it left. */
export function Ledger() {
  const t = useT();
  const { id } = useOrganization();
  const [kind, setKind] = useState<Kind | null>(null);
  const query = useInfiniteQuery(ledgerQuery(id, kind ? { kind } : {}));
  const filter = (
    <Select
      aria-label={t("seats.ledger.kind")}
      value={kind ?? "all"}
      onChange={(value) => setKind(KINDS.find((each) => each === value) ?? null)}
      data={(["all", ...KINDS] as const).map((value) => ({
        value,
        label: t(`seats.ledger.kinds.${value}`),
      }))}
      allowDeselect={false}
      w={190}
    />
  );
  return (
    <Section title={t("seats.ledger.title")} actions={filter}>
      <DataTable
        label={t("seats.ledger.list")}
        columns={useColumns()}
        rowKey={(entry) => entry.id}
        query={query}
        empty={<EmptyState title={t("seats.ledger.empty")} text={t("seats.ledger.emptyText")} />}
      />
    </Section>
  );
}

function useColumns(): Column<LedgerEntry>[] {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  const when = (entry: LedgerEntry) => format.wallClock(entry.occurred_at, time_zone);
  return [
    {
      key: "number",
      header: t("seats.ledger.number"),
      align: "end",
      from: "desktop",
      render: (entry) => format.number(entry.sequence),
    },
    { key: "when", header: t("seats.ledger.when"), from: "tablet", width: "11rem", render: when },
    {
      key: "story",
      header: t("seats.ledger.story"),
      render: (entry) => (
        <span className={styles.story}>
          <span>
            <Rich text={seatStory(entry, t)} />
          </span>
          <span className={`${styles.faint} ${styles.onlyPhone}`}>{when(entry)}</span>
        </span>
      ),
    },
    {
      key: "free",
      header: t("seats.ledger.freeAfter"),
      align: "end",
      render: (entry) => format.number(entry.balance.free),
    },
  ];
}
