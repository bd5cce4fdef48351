import { IconCheck, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { OpenLesson, TakenQuiz } from "@/api/types";
import { useCourseT } from "@/i18n/context";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { Line } from "@/ui/plain/Prose";
import { coursePath, lessonPath } from "./address";
import { CourseLink } from "./CourseLink";
import { Frame, Title } from "./Frame";
import { Onward } from "./NextStep";
import styles from "./Result.module.css";

interface Props {
  enrollment: string;
  lesson: OpenLesson;
  quiz: TakenQuiz;
  above: ReactNode;
  /** The attempt that is over; nothing while answers of it wait on this device. */
  over: TakenQuiz["last"];
  waiting: number;
  onAgain: () => void;
}

/** How a quiz went, and what to do next. */
export function Result(props: Props) {
  const { enrollment, lesson, quiz, above, over, waiting } = props;
  const t = useCourseT();
  const toText = (
    <p className={styles.back}>
      <CourseLink href={lessonPath(enrollment, lesson.position)}>
        {t("learning.question.backToText")}
      </CourseLink>
    </p>
  );
  if (!over) {
    return (
      <Frame
        above={above}
        bar={
          <CourseLink button="quiet" wide href={coursePath(enrollment)}>
            {t("learning.toCourse")}
          </CourseLink>
        }
      >
        <PageTitle title={t("learning.question.title", { title: lesson.title })} />
        <div className={styles.result}>
          <Title>{t("learning.result.waitingTitle")}</Title>
          <p>{t("learning.result.waiting", { count: waiting })}</p>
          {toText}
        </div>
      </Frame>
    );
  }
  const { correct, questions } = over;
  return (
    <Frame above={above} bar={<Next {...props} />}>
      <PageTitle title={t("learning.question.title", { title: lesson.title })} />
      <div className={styles.result}>
        <Title>{t("learning.result.title", { correct, count: questions })}</Title>
        <Standing quiz={quiz} over={over} />
        <Answers quiz={quiz} over={over} language={lesson.course.language} />
        {toText}
      </div>
    </Frame>
  );
}

type Over = NonNullable<TakenQuiz["last"]>;

function Standing({ quiz, over }: { quiz: TakenQuiz; over: Over }) {
  const t = useCourseT();
  if (quiz.passed) return <p className={styles.standing}>{t("learning.result.passed")}</p>;
  const needed = Math.ceil((quiz.pass * over.questions) / 100);
  const left = quiz.attempts_left;
  return (
    <p className={styles.standing}>
      {t("learning.result.failed", { needed })}{" "}
      {left === null
        ? t("learning.result.unlimited")
        : left === 0
          ? t("learning.result.none")
          : t("learning.result.again", { count: left })}
    </p>
  );
}

function Next({ enrollment, lesson, quiz, onAgain }: Props) {
  const t = useCourseT();
  if (quiz.passed) return <Onward lesson={lesson} />;
  if (quiz.attempts_left === 0) {
    return (
      <CourseLink button="action" wide href={coursePath(enrollment)}>
        {t("learning.toCourse")}
      </CourseLink>
    );
  }
  return (
    <Button wide onClick={onAgain}>
      {t("learning.next.quizAgain")}
    </Button>
  );
}

function Answers(props: { quiz: TakenQuiz; over: Over; language: string }) {
  const { quiz, over, language } = props;
  const t = useCourseT();
  return (
    <section className={styles.answers}>
      <h2>{t("learning.result.answers")}</h2>
      <ol>
        {quiz.questions.map((question) => {
          const verdict = over.verdicts.find((each) => each.question_id === question.id);
          if (!verdict) return null;
          const Icon = verdict.correct ? IconCheck : IconX;
          return (
            <li key={question.id} data-right={verdict.correct || undefined}>
              <Icon size={22} stroke={2.5} aria-hidden="true" />
              <div>
                <p>
                  <span className="visually-hidden">
                    {t(verdict.correct ? "learning.result.right" : "learning.result.wrong")}:{" "}
                  </span>
                  <Line html={question.prompt_html} lang={language} />
                </p>
                {verdict.why_html ? (
                  <p className={styles.why}>
                    <Line html={verdict.why_html} lang={language} />
                  </p>
                ) : null}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
