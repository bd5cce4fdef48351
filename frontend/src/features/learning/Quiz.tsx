import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Given, OpenLesson, TakenQuiz, Verdict } from "@/api/types";
import { useCourseT } from "@/i18n/context";
import { announce } from "@/ui/announce";
import { keep } from "./post";
import { Question } from "./Question";
import { Result } from "./Result";
import { useWaiting } from "./useNews";
import { useScrollUp } from "./useScrollUp";

interface Props {
  enrollment: string;
  lesson: OpenLesson;
  quiz: TakenQuiz;
  above: ReactNode;
}

/** What was answered in an attempt: with its verdict, or still on this device. */
function useAnswers({ enrollment, lesson, quiz }: Props, attempt: number) {
  const waiting = useWaiting();
  const over = quiz.last?.number === attempt ? quiz.last : null;
  const verdicts = over?.verdicts ?? (quiz.attempt === attempt ? quiz.verdicts : []);
  const given = new Map<string, Given>();
  for (const { task } of waiting) {
    if (task.kind !== "answer" || task.enrollment !== enrollment) continue;
    if (task.position === lesson.position && task.attempt === attempt) {
      given.set(task.question, task.answer);
    }
  }
  return {
    over,
    verdictOf: (id: string) => verdicts.find((verdict) => verdict.question_id === id),
    givenTo: (id: string) => given.get(id),
    waiting: given.size,
  };
}

/** Who comes back to a quiz that is passed, or has no attempts left, sees how it went. */
export function resultOnly({ verdicts, last, passed, attempts_left }: TakenQuiz): boolean {
  return verdicts.length === 0 && last !== null && (passed || attempts_left === 0);
}

/** A quiz, one question at a time. */
export function Quiz(props: Props) {
  const { enrollment, lesson, quiz, above } = props;
  const { position } = lesson;
  // A finished attempt stays in view until the student begins another.
  const [attempt, setAttempt] = useState(() =>
    resultOnly(quiz) && quiz.last ? quiz.last.number : quiz.attempt,
  );
  const answers = useAnswers(props, attempt);
  const isOpen = ({ id }: { id: string }) =>
    !answers.verdictOf(id) && answers.givenTo(id) === undefined;
  const [at, setAt] = useState(() => quiz.questions.findIndex(isOpen));
  useVerdictNews(quiz.questions, answers.verdictOf, at);
  useScrollUp(true);

  const question = quiz.questions[at];
  if (!question) {
    const again = () => {
      setAttempt(quiz.attempt);
      setAt(0);
    };
    return <Result {...props} over={answers.over} waiting={answers.waiting} onAgain={again} />;
  }
  const next = () => {
    const later = quiz.questions.findIndex((each, place) => place > at && isOpen(each));
    setAt(later >= 0 ? later : quiz.questions.findIndex(isOpen));
    window.scrollTo(0, 0);
  };
  return (
    <Question
      key={`${attempt} ${question.id}`}
      above={above}
      lesson={lesson}
      question={question}
      number={at + 1}
      count={quiz.questions.length}
      verdict={answers.verdictOf(question.id)}
      given={answers.givenTo(question.id)}
      more={quiz.questions.some((each) => each.id !== question.id && isOpen(each))}
      onAnswer={(answer) =>
        void keep({ kind: "answer", enrollment, position, attempt, question: question.id, answer })
      }
      onNext={next}
    />
  );
}

/** A verdict that comes late, with the student at another question by then, is told in passing. */
function useVerdictNews(
  questions: TakenQuiz["questions"],
  verdictOf: (id: string) => Verdict | undefined,
  at: number,
) {
  const t = useCourseT();
  const known = useRef(new Set(questions.filter(({ id }) => verdictOf(id)).map(({ id }) => id)));
  useEffect(() => {
    for (const [place, { id }] of questions.entries()) {
      const verdict = verdictOf(id);
      if (!verdict || known.current.has(id)) continue;
      known.current.add(id);
      const word = verdict.correct ? "arrived" : "arrivedWrong";
      if (place !== at) announce(t(`learning.verdict.${word}`, { number: place + 1 }));
    }
  });
}
