import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem, type Problem } from "@/api/problem";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { RowsSkeleton } from "@/ui/Skeletons";
import { Refusal } from "@/ui/work/FormDialog";
import { useOrganization } from "../organizations/context";
import { order } from "./draft";
import { PlanNumbers } from "./PlanNumbers";
import { PlannedClassrooms } from "./PlannedClassrooms";
import { PlannedStudents } from "./PlannedStudents";
import { planQuery, rolloverActions } from "./queries";
import type { StepProps } from "./RolloverWizard";
import styles from "./rollovers.module.css";

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
  const query = useQuery({ ...planQuery(id, classrooms), placeholderData: (old) => old });
  const plan = query.data;
  const start = async () => {
    if (!plan) return;
    setBusy(true);
    setProblem(null);
    try {
      const body = { classrooms, mark: plan.mark };
      const made = await run(body, (key) => rolloverActions(id).start(classrooms, plan.mark, key));
      onStarted(made.id);
      await client.invalidateQueries({ queryKey: ["organizations", id] });
    } catch (error) {
      setProblem(asProblem(error));
      // What is shown next is how it is now.
      if (asProblem(error).code === "plan-changed") {
        void client.invalidateQueries({ queryKey: ["organizations", id, "rollovers", "plan"] });
      }
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Refusal problem={problem ?? (query.isError ? asProblem(query.error) : null)} />
      {plan ? <PlanNumbers totals={plan.totals} /> : null}
      {plan || query.isError ? null : <RowsSkeleton rows={4} />}
      {plan ? <PlannedClassrooms rooms={plan.classrooms} /> : null}
      {plan && plan.totals.students > 0 ? (
        <PlannedStudents all={all} change={change} classrooms={classrooms} />
      ) : null}
      <div className={`${styles.buttons} ${styles.foot}`}>
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
