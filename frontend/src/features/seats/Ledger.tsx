import { Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { LedgerEntry } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Rich } from "@/ui/work/Rich";
import { Section } from "@/ui/work/Section";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "../organizations/context";
import { Proof } from "./Proof";
import { ledgerQuery } from "./queries";
import styles from "./SeatsScreen.module.css";
import { StudentFilter } from "./StudentFilter";
import { seatStory } from "./story";

type Kind = LedgerEntry["kind"];
const KINDS: Kind[] = ["spent", "granted", "held", "released"];

/** Everything that ever happened to the seats, each row with the balance it left, and the proof. */
export function Ledger({ student, settled }: { student?: string; settled: boolean }) {
  const t = useT();
  const { id } = useOrganization();
  const [kind, setKind] = useState<Kind | null>(null);
  const query = useInfiniteQuery(
    ledgerQuery(id, { ...(kind ? { kind } : {}), ...(student ? { student_id: student } : {}) }),
  );
  const section = useShownWhenAsked(settled && query.isSuccess ? student : undefined);
  const about = student ? "emptyStudent" : "empty";
  return (
    <div ref={section}>
      <Section
        title={t("seats.ledger.title")}
        actions={
          <div className={styles.filters}>
            <StudentFilter student={student} />
            <KindFilter kind={kind} onChange={setKind} />
          </div>
        }
      >
        <Proof />
        <DataTable
          label={t("seats.ledger.list")}
          columns={useColumns()}
          rowKey={(entry) => entry.id}
          query={query}
          empty={
            <EmptyState title={t(`seats.ledger.${about}`)} text={t(`seats.ledger.${about}Text`)} />
          }
        />
      </Section>
    </div>
  );
}

/** Whoever comes for one student's seat wants to see the ledger, once what stands above it has its size. */
function useShownWhenAsked(student: string | undefined) {
  const section = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!student) return;
    // After the router, which begins every page at its top.
    const soon = setTimeout(() => section.current?.scrollIntoView({ block: "start" }));
    return () => clearTimeout(soon);
  }, [student]);
  return section;
}

function KindFilter(props: { kind: Kind | null; onChange: (kind: Kind | null) => void }) {
  const t = useT();
  return (
    <Select
      aria-label={t("seats.ledger.kind")}
      value={props.kind ?? "all"}
      onChange={(value) => props.onChange(KINDS.find((each) => each === value) ?? null)}
      data={(["all", ...KINDS] as const).map((value) => ({
        value,
        label: t(`seats.ledger.kinds.${value}`),
      }))}
      allowDeselect={false}
      w={190}
    />
  );
}

function useColumns(): Column<LedgerEntry>[] {
  const t = useT();
  const nameOf = useNameOf();
  const format = useFormat();
  const { slug, time_zone } = useOrganization();
  const when = (entry: LedgerEntry) => format.wallClock(entry.occurred_at, time_zone);
  return [
    {
      key: "number",
      header: t("seats.ledger.number"),
      align: "end",
      from: "desktop",
      render: (entry) => format.number(entry.sequence),
    },
    { key: "when", header: t("seats.ledger.when"), from: "tablet", width: "13rem", render: when },
    {
      key: "story",
      header: t("seats.ledger.story"),
      render: (entry) => (
        <span className={styles.story}>
          <span>
            <Rich text={seatStory(entry, t)} />
          </span>
          <span className={`${styles.faint} ${styles.onlyPhone}`}>{when(entry)}</span>
          {entry.student ? (
            <Link
              className={styles.seeStudent}
              to="/o/$organization/students/$student"
              params={{ organization: slug, student: entry.student.id }}
            >
              {t("seats.ledger.seeStudent", { name: nameOf(entry.student) })}
            </Link>
          ) : null}
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
