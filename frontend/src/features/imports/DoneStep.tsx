import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Import } from "@/api/types";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { BigNumber } from "@/ui/BigNumber";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { Refusal } from "@/ui/work/FormDialog";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { Cards, Left } from "./DoneNotices";
import { countOf } from "./figures";
import styles from "./imports.module.css";
import { Progress } from "./Progress";
import { importActions, importQuery } from "./queries";
import { RowsSection } from "./RowsSection";

/** The last step: under way, and then what became of it and what to do next. */
export function DoneStep({ list }: { list: Import }) {
  const t = useT();
  const refresh = useRefresh();
  const running = list.state === "running";
  // Whatever the rest of the program knows of students and seats is old now.
  useEffect(() => {
    if (!running) refresh();
  }, [running, refresh]);
  if (running) {
    return (
      <Progress
        title={t("imports.running.title")}
        text={t("imports.running.text", { done: list.done, total: list.rows })}
        done={list.done}
        total={list.rows}
        action={<Stop list={list} />}
      />
    );
  }
  return (
    <div className={styles.page}>
      <Result list={list} />
      <RowsSection list={list} />
    </div>
  );
}

function Stop({ list }: { list: Import }) {
  const t = useT();
  const { id } = useOrganization();
  const client = useQueryClient();
  const { busy, problem, submit } = useSubmit(async () => {
    await importActions(id).cancel(list.id);
    await client.invalidateQueries({ queryKey: importQuery(id, list.id).queryKey });
  });
  return (
    <>
      <Button kind="quiet" busy={busy} onClick={() => void submit()}>
        {t("imports.running.stop")}
      </Button>
      <Refusal problem={problem} />
    </>
  );
}

function Result({ list }: { list: Import }) {
  const t = useT();
  const added = countOf(list, "registered");
  const left = list.left + (list.rows - list.done);
  const title =
    list.state === "cancelled"
      ? t("imports.done.stopped", { done: list.done, total: list.rows })
      : added > 0
        ? t("imports.done.title", { count: added })
        : t("imports.done.titleNobody");
  const others = (["joined", "here", "staff"] as const).filter((name) => countOf(list, name) > 0);
  return (
    <Panel title={title}>
      <div className={styles.page}>
        {others.length > 0 ? (
          <div className={styles.figures}>
            {others.map((name) => (
              <BigNumber
                key={name}
                value={countOf(list, name)}
                label={t(`imports.done.${name}`, { count: countOf(list, name) })}
              />
            ))}
          </div>
        ) : null}
        <p>
          {t("imports.done.spent", { count: added })}{" "}
          {list.send_mail && added > list.with_usernames ? t("imports.done.mailed") : ""}
        </p>
        {list.with_usernames > 0 ? <Cards list={list} /> : null}
        {left > 0 ? <Left list={list} left={left} /> : null}
        <Next list={list} />
      </div>
    </Panel>
  );
}

function Next({ list }: { list: Import }) {
  const t = useT();
  const { slug } = useOrganization();
  const params = { organization: slug };
  // Cards that are yet to be printed are the one next step.
  const kind = list.with_usernames > 0 ? "quiet" : "action";
  return (
    <nav className={styles.actions} aria-label={t("imports.done.next")}>
      {list.classroom?.id ? (
        <RouterLinkButton
          kind={kind}
          to="/o/$organization/classrooms/$classroom"
          params={{ ...params, classroom: list.classroom.id }}
        >
          {t("imports.done.seeClassroom")}
        </RouterLinkButton>
      ) : (
        <RouterLinkButton kind={kind} to="/o/$organization/students" params={params}>
          {t("imports.done.seeStudents")}
        </RouterLinkButton>
      )}
      <RouterLinkButton kind="quiet" to="/o/$organization/imports/new" params={params}>
        {t("imports.done.anotherList")}
      </RouterLinkButton>
    </nav>
  );
}
