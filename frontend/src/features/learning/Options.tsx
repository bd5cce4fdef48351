import { IconCheck, IconPoint, IconPointFilled, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { AskedQuestion, Verdict } from "@/api/types";
import { useCourseT } from "@/i18n/context";
import { Line } from "@/ui/plain/Prose";
import type { Draft } from "./given";
import styles from "./Question.module.css";

interface Props {
  question: AskedQuestion;
  id: string;
  draft: Draft;
  language: string;
  missing: string | null;
  answered: boolean;
  verdict: Verdict | undefined;
  onChange: (draft: Draft) => void;
}

/** What may be chosen; after the answer, what is right of it and why. */
export function Options(props: Props) {
  const { question, id, draft, language, missing, answered, verdict, onChange } = props;
  const t = useCourseT();
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (missing) group.current?.querySelector("input")?.focus();
  }, [missing]);
  const several = question.kind === "several";
  const legend =
    question.kind === "true_false" ? "trueOrFalse" : several ? "chooseSeveral" : "chooseOne";
  const choices =
    question.kind === "true_false"
      ? [t("learning.question.true"), t("learning.question.false")]
      : question.options_html;
  const toggle = (place: number) => {
    const { chosen } = draft;
    const without = chosen.filter((each) => each !== place);
    onChange({
      ...draft,
      chosen: several ? (without.length < chosen.length ? without : [...chosen, place]) : [place],
    });
  };
  return (
    <fieldset
      ref={group}
      className={styles.options}
      aria-labelledby={`${id}-title ${id}-how`}
      aria-describedby={missing ? `${id}-missing` : undefined}
    >
      <legend id={`${id}-how`}>{t(`learning.question.${legend}`)}</legend>
      {choices.map((html, place) => {
        const chosen = draft.chosen.includes(place);
        const words = question.kind === "true_false" ? html : <Line html={html} lang={language} />;
        const why = chosen ? verdict?.options_why_html[place] : undefined;
        const key = `${place}`;
        if (answered) {
          const right = verdict ? isRight(place, question, verdict) : null;
          return (
            <Answered key={key} right={right} chosen={chosen} words={words}>
              {why ? <Line html={why} lang={language} /> : null}
            </Answered>
          );
        }
        return (
          <label key={key} className={styles.option}>
            <input
              type={several ? "checkbox" : "radio"}
              name={id}
              checked={chosen}
              onChange={() => toggle(place)}
            />
            <span className={styles.words}>{words}</span>
          </label>
        );
      })}
      {missing ? (
        <p id={`${id}-missing`} className={styles.missing} role="alert">
          {t("learning.question.missing")}
        </p>
      ) : null}
    </fieldset>
  );
}

function isRight(place: number, { kind }: AskedQuestion, verdict: Verdict): boolean {
  if (kind === "true_false") return (verdict.right_answer === "true") === (place === 0);
  return verdict.right_options.includes(place);
}

/** An option after the answer: whether it was chosen, whether it is right, and what is said of it. */
function Answered(props: {
  /** Nothing while the verdict is on its way. */
  right: boolean | null;
  chosen: boolean;
  words: ReactNode;
  children: ReactNode;
}) {
  const { right, chosen, words, children } = props;
  const t = useCourseT();
  const shown = right ? "right" : right === false && chosen ? "wrong" : "other";
  const plain = chosen ? IconPointFilled : IconPoint;
  const Icon = right ? IconCheck : chosen && right === false ? IconX : plain;
  const labels = [
    chosen ? t("learning.verdict.yours") : "",
    right ? t("learning.verdict.rightOne") : "",
  ].filter(Boolean);
  return (
    <div className={styles.option} data-answered={shown} data-chosen={chosen || undefined}>
      <Icon size={20} stroke={2.5} aria-hidden="true" className={styles.mark} />
      <span className={styles.words}>{words}</span>
      {labels.length > 0 ? <span className={styles.label}>{labels.join(", ")}</span> : null}
      {children ? <span className={styles.said}>{children}</span> : null}
    </div>
  );
}
