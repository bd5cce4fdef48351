import type { AskedQuestion, Given } from "@/api/types";
import { useCourseT } from "@/i18n/context";
import { Field } from "@/ui/plain/Field";
import type { Draft } from "./given";

interface Props {
  question: AskedQuestion;
  id: string;
  draft: Draft;
  missing: "missing" | "missingText" | "notNumber" | null;
  answered: Given | undefined;
  onChange: (draft: Draft) => void;
}

/** A number or a few words. */
export function Typed({ question, id, draft, missing, answered, onChange }: Props) {
  const t = useCourseT();
  const isNumber = question.kind === "number";
  const label = isNumber
    ? question.unit
      ? t("learning.question.numberIn", { unit: question.unit })
      : t("learning.question.number_")
    : t("learning.question.text");
  return (
    <Field
      label={label}
      name={id}
      // Numbers are typed as people write them; a number field would refuse half of that.
      inputMode={isNumber ? "decimal" : undefined}
      autoComplete="off"
      autoCapitalize="none"
      value={answered === undefined ? draft.typed : String(answered)}
      readOnly={answered !== undefined}
      error={missing ? t(`learning.question.${missing}`) : null}
      onChange={(event) => onChange({ ...draft, typed: event.target.value })}
    />
  );
}
