import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { MissedQuestion } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { Line } from "@/ui/plain/Prose";
import styles from "./progress.module.css";
import { questionsQuery, type Watched } from "./queries";

const POLL = 15_000;

/** What the classroom did not know, and what it thought instead. */
export function MissedQuestions({ path }: { path: Watched }) {
  const t = useT();
  const query = useInfiniteQuery({ ...questionsQuery(path), refetchInterval: POLL });
  const missed = itemsOf(query.data).filter((each) => each.missed > 0);
  const last = itemsOf(query.data).at(-1);
  return (
    <Panel title={t("progress.questions.title")}>
      {missed.length === 0 ? (
        <p className={styles.soft}>
          {t(last ? "progress.questions.allRight" : "progress.questions.none")}
        </p>
      ) : (
        <ol className={styles.questions}>
          {missed.map((each) => (
            <li key={each.lesson_id + each.question_id} className={styles.question}>
              <Question each={each} />
            </li>
          ))}
        </ol>
      )}
      {query.hasNextPage && last && last.missed > 0 ? (
        <Button
          kind="quiet"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("ui.loadMore")}
        </Button>
      ) : null}
    </Panel>
  );
}

function Question({ each }: { each: MissedQuestion }) {
  const t = useT();
  const format = useFormat();
  const { wrong } = each;
  return (
    <>
      <strong>
        <Line html={each.prompt_html} />
      </strong>
      <span>
        {t("progress.questions.missed", {
          missed: format.number(each.missed),
          answered: format.number(each.answered),
        })}{" "}
        <span className={styles.soft}>
          {t("progress.questions.in", { position: each.position, lesson: each.lesson })}
        </span>
      </span>
      {wrong ? (
        <span className={styles.soft}>
          {t("progress.questions.wrong", { count: wrong.students })} <Given wrong={wrong} />
        </span>
      ) : null}
    </>
  );
}

function Given({ wrong }: { wrong: NonNullable<MissedQuestion["wrong"]> }) {
  const t = useT();
  const { answer, options_html } = wrong;
  if (typeof answer === "boolean") {
    return <>{t(answer ? "progress.questions.true" : "progress.questions.false")}</>;
  }
  if (!Array.isArray(answer)) return <>{String(answer)}</>;
  if (options_html.length === 0) return <>{t("progress.questions.nothing")}</>;
  return (
    <>
      {options_html.map((html, place) => (
        <span key={html}>
          {place > 0 ? " · " : null}
          <Line html={html} />
        </span>
      ))}
    </>
  );
}
