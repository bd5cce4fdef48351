import { IconCheck, IconX } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { AskedQuestion, Verdict } from "@/api/types";
import { useCourseT, useFormat } from "@/i18n/context";
import { Line } from "@/ui/plain/Prose";
import styles from "./Question.module.css";

interface Props {
  question: AskedQuestion;
  verdict: Verdict;
  language: string;
}

/** Whether it is right, and the point of it; the focus goes here, so that it is read out and seen. */
export function VerdictBox({ question, verdict, language }: Props) {
  const t = useCourseT();
  const answer = useRightAnswer()(question, verdict);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const Icon = verdict.correct ? IconCheck : IconX;
  return (
    <div className={styles.verdict} data-right={verdict.correct || undefined}>
      <h2 ref={title} tabIndex={-1}>
        <Icon size={24} stroke={2.5} aria-hidden="true" />
        {t(verdict.correct ? "learning.verdict.right" : "learning.verdict.wrong")}
      </h2>
      {answer && !verdict.correct ? <p>{t("learning.verdict.answerIs", { answer })}</p> : null}
      {verdict.why_html ? (
        <p>
          <Line html={verdict.why_html} lang={language} />
        </p>
      ) : null}
    </div>
  );
}

/** The right answer where no option shows it. */
export function useRightAnswer() {
  const t = useCourseT();
  const format = useFormat();
  return (question: AskedQuestion, verdict: Verdict): string | null => {
    const { right_answer } = verdict;
    if (right_answer === null) return null;
    if (question.kind === "true_false") {
      return t(right_answer === "true" ? "learning.question.true" : "learning.question.false");
    }
    if (question.kind !== "number") return right_answer;
    const number = format.number(Number(right_answer));
    return question.unit ? `${number} ${question.unit}` : number;
  };
}

/** No connection: the answer is safe, and the verdict comes later. */
export function WaitingBox() {
  const t = useCourseT();
  return (
    <div className={styles.verdict} data-waits role="status">
      <p>{t("learning.verdict.waiting")}</p>
    </div>
  );
}
