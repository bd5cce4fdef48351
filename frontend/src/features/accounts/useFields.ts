import { type ChangeEvent, useState } from "react";
import type { Problem } from "@/api/problem";
import { useExplainField } from "@/i18n/explain";

type Check<Values> = { [K in keyof Values]?: (value: string, values: Values) => string | null };

/**
 * A handful of text fields: their values, what is missing once somebody tried to send them, and
 * what the server said about each.
 */
export function useFields<Values extends Record<string, string>>(
  initial: Values,
  check: Check<Values>,
) {
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const explainField = useExplainField();

  const complaint = (name: keyof Values) => check[name]?.(values[name] as string, values) ?? null;
  const complete = (Object.keys(check) as (keyof Values)[]).every((name) => !complaint(name));

  return {
    values,
    names: Object.keys(initial),
    set: (changes: Partial<Values>) => setValues((now) => ({ ...now, ...changes })),
    /** Whether all is well; from now on the fields show what is not. */
    ready() {
      setTried(true);
      return complete;
    },
    /** What an input needs: value, change, and its error. */
    input: (name: keyof Values & string, problem: Problem | null) => ({
      name,
      value: values[name] as string,
      onChange: (event: ChangeEvent<HTMLInputElement>) =>
        setValues((now) => ({ ...now, [name]: event.target.value })),
      error: (tried ? complaint(name) : null) ?? explainField(problem, `/${name}`),
    }),
  };
}
