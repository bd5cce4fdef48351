import { Progress } from "@mantine/core";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Rollover } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { BigNumber } from "@/ui/BigNumber";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { ErrorState } from "@/ui/ErrorState";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { RowsSkeleton } from "@/ui/Skeletons";
import { useOrganization } from "../organizations/context";
import { rolledClassroomsQuery, rolloverActions, rolloverQuery } from "./queries";
import { RolledClassrooms } from "./RolledClassrooms";
import styles from "./rollovers.module.css";

interface Ways {
  /** It is being undone, and goes on being shown. */
  onUndo: () => void;
  onNew: () => void;
}

/** A rollover that is under way or over: how far it is, what came of it, and the way back. */
export function RolloverResult({ id, ...ways }: { id: string } & Ways) {
  const organization = useOrganization();
  const client = useQueryClient();
  const query = useQuery(rolloverQuery(organization.id, id));
  const status = query.data?.status;
  // Classrooms, codes and students are no longer how they were.
  useEffect(() => {
    if (status !== "done" && status !== "undone") return;
    void client.invalidateQueries({ queryKey: ["organizations", organization.id] });
  }, [status, client, organization.id]);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <RowsSkeleton rows={4} />;
  return <Shown rollover={query.data} {...ways} />;
}

function Shown({ rollover, ...ways }: { rollover: Rollover } & Ways) {
  const t = useT();
  const { id } = useOrganization();
  const over = rollover.status === "done" || rollover.status === "undone";
  const rooms = useInfiniteQuery({ ...rolledClassroomsQuery(id, rollover.id), enabled: over });
  return (
    <section className={styles.wizard} aria-labelledby="rollover-status">
      <h2 id="rollover-status">{t(`rollovers.heading.${rollover.status}`)}</h2>
      {over ? null : <Bar rollover={rollover} />}
      <div className={styles.numbers}>
        <BigNumber value={rollover.classrooms_closed} label={t("rollovers.number.closed")} />
        <BigNumber value={rollover.classrooms_made} label={t("rollovers.number.made")} />
        <BigNumber
          value={rollover.kept + rollover.promoted + rollover.left}
          label={t("rollovers.number.students")}
        />
        <BigNumber value={rollover.seats_spent} label={t("rollovers.number.seatsSpent")} />
      </div>
      <Remarks rollover={rollover} />
      <NextSteps rollover={rollover} {...ways} />
      {over ? <RolledClassrooms query={rooms} /> : null}
    </section>
  );
}

function Bar({ rollover }: { rollover: Rollover }) {
  const t = useT();
  const { pieces, pieces_done } = rollover;
  return (
    <div className={styles.progress}>
      <Progress
        value={pieces === 0 ? 100 : (pieces_done / pieces) * 100}
        aria-label={t(`rollovers.heading.${rollover.status}`)}
      />
      <span role="status">{t("rollovers.pieces", { done: pieces_done, all: pieces })}</span>
      <span className={styles.hint}>{t("rollovers.mayLeave")}</span>
    </div>
  );
}

/** What did not go as planned. */
function Remarks({ rollover }: { rollover: Rollover }) {
  const t = useT();
  const { problems, blocked, gone, undo_problems, left_in_new, put_back } = rollover;
  const told = [
    problems > 0 ? t("rollovers.problems", { count: problems }) : null,
    blocked > 0 ? t("rollovers.blockedDone", { count: blocked }) : null,
    gone > 0 ? t("rollovers.gone", { count: gone }) : null,
    rollover.status === "undone" ? t("rollovers.putBack", { count: put_back ?? 0 }) : null,
    left_in_new ? t("rollovers.leftInNew", { count: left_in_new }) : null,
    undo_problems > 0 ? t("rollovers.undoProblems", { count: undo_problems }) : null,
  ].filter((text) => text !== null);
  if (told.length === 0) return null;
  return <Notice kind={problems + undo_problems > 0 ? "warn" : "info"}>{told.join(" ")}</Notice>;
}

/** What to do next, and the way back. */
function NextSteps({ rollover, onUndo, onNew }: { rollover: Rollover } & Ways) {
  const t = useT();
  const format = useFormat();
  const { id, slug, time_zone } = useOrganization();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const undo = async () => {
    await rolloverActions(id).undo(rollover.id);
    onUndo();
    await client.invalidateQueries({ queryKey: ["organizations", id, "rollovers"] });
  };
  return (
    <>
      {rollover.status === "done" ? (
        <p className={styles.hint}>
          {t("rollovers.nextSteps", { day: format.dateIn(rollover.undo_until, time_zone) })}
        </p>
      ) : null}
      <div className={styles.buttons}>
        {rollover.may_undo ? (
          <Button kind="quiet" onClick={() => setAsking(true)}>
            {t("rollovers.undo")}
          </Button>
        ) : null}
        {rollover.status === "done" ? (
          <RouterLinkButton to="/o/$organization/codes" params={{ organization: slug }}>
            {t("rollovers.toCodes")}
          </RouterLinkButton>
        ) : null}
        {rollover.status === "undone" ? (
          <Button onClick={onNew}>{t("rollovers.again")}</Button>
        ) : null}
        {rollover.status === "done" ? (
          <Button kind="quiet" onClick={onNew}>
            {t("rollovers.another")}
          </Button>
        ) : null}
      </div>
      <ConfirmLoss
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("rollovers.undoTitle")}
        confirmLabel={t("rollovers.undo")}
        onConfirm={undo}
      >
        <p>{t("rollovers.undoText")}</p>
        <p>{t("rollovers.undoStays")}</p>
      </ConfirmLoss>
    </>
  );
}
