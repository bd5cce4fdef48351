import { IconSchool } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Button } from "@/ui/plain/Button";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { RowsSkeleton } from "@/ui/Skeletons";
import { useOrganization } from "../organizations/context";
import { ChooseClassrooms } from "./ChooseClassrooms";
import { ChooseStudents } from "./ChooseStudents";
import { ChooseYear } from "./ChooseYear";
import { type Draft, drafts, settled } from "./draft";
import { openClassroomsQuery } from "./queries";
import { ReviewPlan } from "./ReviewPlan";
import styles from "./rollovers.module.css";

/** What each step may change. */
export interface StepProps {
  all: Draft[];
  change: (ids: string[], to: Partial<Draft>) => void;
}

const STEPS = ["classrooms", "year", "students", "plan"] as const;

/** Four steps from what there is to what will be; nothing happens before the last. */
export function RolloverWizard({ onStarted }: { onStarted: (id: string) => void }) {
  const t = useT();
  const { id, slug } = useOrganization();
  const query = useQuery({ ...openClassroomsQuery(id), refetchOnWindowFocus: false });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <RowsSkeleton rows={6} />;
  if (query.data.length === 0) {
    return (
      <EmptyState
        icon={<IconSchool size={28} />}
        title={t("rollovers.empty")}
        text={t("rollovers.emptyText")}
        action={
          <RouterLinkButton
            to="/o/$organization/classrooms"
            params={{ organization: slug }}
            search={{ start: "new" }}
          >
            {t("classrooms.new")}
          </RouterLinkButton>
        }
      />
    );
  }
  return <Steps rooms={query.data} onStarted={onStarted} />;
}

function Steps({ rooms, onStarted }: { rooms: Classroom[]; onStarted: (id: string) => void }) {
  const t = useT();
  const [all, setAll] = useState(() => drafts(rooms));
  const [step, setStep] = useState(0);
  const head = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reader is led to each new step
  useEffect(() => {
    if (moved.current) head.current?.focus();
  }, [step]);
  const go = (to: number) => {
    moved.current = true;
    setStep(to);
  };
  const change: StepProps["change"] = (ids, to) =>
    setAll((before) =>
      settled(before.map((draft) => (ids.includes(draft.room.id) ? { ...draft, ...to } : draft))),
    );
  const name = STEPS[step] ?? "classrooms";
  const unnamed = all.some((draft) => draft.action === "clone" && draft.name.trim() === "");
  const nothing = all.every((draft) => draft.action === "keep" && draft.way === "keep");
  const stuck = (name === "year" && unnamed) || (name === "students" && nothing);
  return (
    <section className={styles.wizard} aria-labelledby="rollover-step">
      <p className={styles.count}>{t("rollovers.step", { step: step + 1, steps: STEPS.length })}</p>
      <h2 id="rollover-step" tabIndex={-1} ref={head}>
        {t(`rollovers.steps.${name}`)}
      </h2>
      <p className={styles.hint}>{t(`rollovers.hints.${name}`)}</p>
      {name === "classrooms" ? <ChooseClassrooms all={all} change={change} /> : null}
      {name === "year" ? <ChooseYear all={all} change={change} /> : null}
      {name === "students" ? <ChooseStudents all={all} change={change} /> : null}
      {name === "plan" ? (
        <ReviewPlan all={all} change={change} onStarted={onStarted} onBack={() => go(step - 1)} />
      ) : (
        <div className={`${styles.buttons} ${styles.foot}`}>
          {step > 0 ? (
            <Button kind="quiet" onClick={() => go(step - 1)}>
              {t("rollovers.back")}
            </Button>
          ) : null}
          <Button disabled={stuck} onClick={() => go(step + 1)}>
            {t(name === "students" ? "rollovers.look" : "rollovers.next")}
          </Button>
        </div>
      )}
    </section>
  );
}
