import { NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem, type Problem } from "@/api/problem";
import type { PlannedStudent, RolloverPlan } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { BigNumber } from "@/ui/BigNumber";
import { type Column, Rows } from "@/ui/DataTable";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { RowsSkeleton } from "@/ui/Skeletons";
import { Refusal } from "@/ui/work/FormDialog";
import { Section } from "@/ui/work/Section";
import { useOrganization } from "../organizations/context";
import { order, type Way } from "./draft";
import { planQuery, rolloverActions, studentsOf } from "./queries";
import type { StepProps } from "./RolloverWizard";
import styles from "./rollovers.module.css";
import { useWays } from "./useWays";

interface Props extends StepProps {
  onStarted: (id: string) => void;
  onBack: () => void;
}

/** The dry run: everything that will happen, before anything does. */
export function ReviewPlan({ all, change, onStarted, onBack }: Props) {
  const t = useT();
  const { id } = useOrganization();
  const client = useQueryClient();
  const run = useAction();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const classrooms = order(all);
  const query = useInfiniteQuery({ ...planQuery(id, classrooms), placeholderData: (old) => old });
  const plan = query.data?.pages[0];
  const start = async () => {
    if (!plan) return;
    setBusy(true);
    setProblem(null);
    try {
      const body = { classrooms, mark: plan.mark };
      const made = await run(body, (key) => rolloverActions(id).start(classrooms, plan.mark, key));
      await client.invalidateQueries({ queryKey: ["organizations", id] });
      onStarted(made.id);
    } catch (error) {
      setProblem(asProblem(error));
      // What is shown next is how it is now.
      if (asProblem(error).code === "plan-changed") void query.refetch();
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Refusal problem={problem ?? (query.isError ? asProblem(query.error) : null)} />
      {plan ? <Numbers plan={plan} /> : query.isError ? null : <RowsSkeleton rows={4} />}
      {plan ? <PlannedStudents query={query} all={all} change={change} /> : null}
      <div className={styles.buttons}>
        <Button kind="quiet" onClick={onBack}>
          {t("rollovers.back")}
        </Button>
        {plan ? (
          <Button busy={busy || query.isPlaceholderData} onClick={() => void start()}>
            {t("rollovers.start")}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function Numbers({ plan }: { plan: RolloverPlan }) {
  const t = useT();
  const { totals } = plan;
  return (
    <>
      <div className={styles.numbers}>
        <BigNumber value={totals.classrooms_closed} label={t("rollovers.number.close")} />
        <BigNumber value={totals.classrooms_made} label={t("rollovers.number.make")} />
        <BigNumber value={totals.promoted} label={t("rollovers.number.promoted")} />
        <BigNumber value={totals.kept} label={t("rollovers.number.kept")} />
        <BigNumber value={totals.leaving} label={t("rollovers.number.leaving")} />
        <BigNumber value={totals.seats_spent} label={t("rollovers.number.seats")} />
      </div>
      <Notice kind="good" title={t("rollovers.noSeats")}>
        {t("rollovers.noSeatsText")}{" "}
        {totals.seats_returned > 0
          ? t("rollovers.returned", { count: totals.seats_returned })
          : null}{" "}
        {totals.codes_stopped > 0
          ? t("rollovers.codesStop", { count: totals.codes_stopped })
          : null}
      </Notice>
      {totals.blocked > 0 ? (
        <Notice kind="warn">{t("rollovers.blocked", { count: totals.blocked })}</Notice>
      ) : null}
    </>
  );
}

type Change = "kept" | "promoted" | "leaves" | "stays" | "blocked";
type Plans = ReturnType<typeof useInfiniteQuery<RolloverPlan, Error>>;

function PlannedStudents({ query, all, change }: StepProps & { query: unknown }) {
  const t = useT();
  const ways = useWays(all);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query as Plans;
  const rows = studentsOf(data as Parameters<typeof studentsOf>[0]);
  if (rows.length === 0) return null;
  const draftOf = (row: PlannedStudent) => all.find((draft) => draft.room.name === row.from);
  const columns: Column<PlannedStudent>[] = [
    {
      key: "student",
      header: t("students.column.student"),
      render: (row) => (
        <div className={styles.what}>
          <strong>{row.display_name}</strong>
          <span>{row.from}</span>
        </div>
      ),
    },
    {
      key: "to",
      header: t("rollovers.goes"),
      render: (row) => {
        const draft = draftOf(row);
        if (!draft) return row.to ?? t(`rollovers.change.${row.change as Change}`);
        return (
          <NativeSelect
            aria-label={t("rollovers.goesWho", { name: row.display_name })}
            value={draft.own[row.student_id] ?? draft.way}
            data={ways(draft)}
            onChange={(event) =>
              change([draft.room.id], {
                own: { ...draft.own, [row.student_id]: event.currentTarget.value as Way },
              })
            }
          />
        );
      },
    },
    {
      key: "change",
      header: t("rollovers.state"),
      from: "tablet",
      render: (row) => t(`rollovers.change.${row.change as Change}`),
    },
  ];
  return (
    <Section title={t("rollovers.everybody")}>
      <Rows
        label={t("rollovers.everybody")}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.from}/${row.student_id}`}
      />
      {hasNextPage ? (
        <div className={styles.buttons}>
          <Button kind="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("ui.loadMore")}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
