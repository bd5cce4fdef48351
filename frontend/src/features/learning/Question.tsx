import { type FormEvent, type ReactNode, useEffect, useId, useState } from "react";
import type { AskedQuestion, Given, OpenLesson, Verdict } from "@/api/types";
import { useCourseT } from "@/i18n/context";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { Line } from "@/ui/plain/Prose";
import { lessonPath } from "./address";
import { CourseLink } from "./CourseLink";
import { Frame, Title } from "./Frame";
import { chosenIn, type Draft, EMPTY, givenOf } from "./given";
import { Options } from "./Options";
import styles from "./Question.module.css";
import { Typed } from "./Typed";
import { useTrouble } from "./useNews";
import { VerdictBox, WaitingBox } from "./VerdictBox";

interface Props {
  above: ReactNode;
  lesson: OpenLesson;
  question: AskedQuestion;
  number: number;
  count: number;
  verdict: Verdict | undefined;
  /** The answer, while it waits for its verdict. */
  given: Given | undefined;
  /** Whether other questions are still open. */
  more: boolean;
  onAnswer: (answer: Given) => void;
  onNext: () => void;
}

/** One question: an answer, its verdict at once, and on. */
export function Question(props: Props) {
  const { above, lesson, question, number, count, verdict, given, more, onAnswer, onNext } = props;
  const t = useCourseT();
  const form = useId();
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [missing, setMissing] = useState<"missing" | "missingText" | "notNumber" | null>(null);
  const waits = useWaits(given !== undefined && !verdict);
  const answered = verdict?.answer ?? given;
  const { language } = lesson.course;

  const check = (event: FormEvent) => {
    event.preventDefault();
    if (answered !== undefined) return;
    const result = givenOf(question.kind, draft);
    setMissing("missing" in result ? result.missing : null);
    if ("given" in result) onAnswer(result.given);
  };
  const shown = answered === undefined ? draft : { ...draft, chosen: chosenIn(answered) };
  const change = (next: Draft) => {
    setDraft(next);
    setMissing(null);
  };
  const fields = { question, id: form, draft: shown, language, missing, onChange: change };
  const isTyped = question.kind === "number" || question.kind === "text";
  return (
    <Frame above={above} bar={bar()}>
      <PageTitle title={t("learning.question.title", { title: lesson.title })} />
      <form id={form} className={styles.question} onSubmit={check} noValidate>
        <Title id={`${form}-title`}>
          <span className={styles.number}>{t("learning.question.number", { number, count })}</span>
          <Line html={question.prompt_html} lang={language} />
        </Title>
        {isTyped ? (
          <Typed {...fields} answered={answered} />
        ) : (
          <Options {...fields} answered={answered !== undefined} verdict={verdict} />
        )}
        {verdict ? <VerdictBox question={question} verdict={verdict} language={language} /> : null}
        {waits && !verdict ? <WaitingBox /> : null}
        <p className={styles.back}>
          <CourseLink href={lessonPath(lesson.course.enrollment_id, lesson.position)}>
            {t("learning.question.backToText")}
          </CourseLink>
        </p>
      </form>
    </Frame>
  );

  function bar() {
    if (verdict || waits) {
      return (
        <Button wide onClick={onNext}>
          {t(more ? "learning.question.next" : "learning.question.result")}
        </Button>
      );
    }
    return (
      <Button wide type="submit" form={form} busy={given !== undefined}>
        {t("learning.question.check")}
      </Button>
    );
  }
}

const PATIENCE = 4_000;

/** Whether an answer is to be called waiting: there is no connection, or it takes long. */
function useWaits(given: boolean): boolean {
  const trouble = useTrouble();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!given) return;
    const timer = setTimeout(() => setSlow(true), PATIENCE);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [given]);
  return given && (slow || trouble !== null);
}
