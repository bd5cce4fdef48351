import type { Problem } from "../api/problem";
import type { LightMessages } from "./catalogs";
import { useHasText, useLightT } from "./context";
import type { Key } from "./translate";

export interface Explanation {
  title: string;
  text: string;
  /** What to do next, where it deserves its own line. */
  next: string | null;
}

/**
 * A problem in the reader's own words. A code we have no words for falls back to the sentence
 * the server sent along.
 */
export function useExplain(): (problem: Problem) => Explanation {
  const t = useLightT();
  const has = useHasText();
  const say = (key: string) =>
    (t as (key: Key<LightMessages>) => string)(key as Key<LightMessages>);
  return (problem) => {
    const { code } = problem;
    if (has(`refusals.${code}.title`)) {
      return {
        title: say(`refusals.${code}.title`),
        text: say(`refusals.${code}.text`),
        // Where there is something to use instead, that is what to do next.
        next: problem.instead ? null : say(`refusals.${code}.next`),
      };
    }
    if (has(`problems.${code}.title`)) {
      return {
        title: say(`problems.${code}.title`),
        text: say(`problems.${code}.text`),
        next: null,
      };
    }
    if (problem.status >= 500) {
      return {
        title: t("problems.unexpected.title"),
        text: t("problems.unexpected.text"),
        next: null,
      };
    }
    return { title: t("problems.refused.title"), text: problem.message, next: null };
  };
}

/** The sentence under a field: ours by its code, else the server's. */
export function useExplainField(): (problem: Problem | null, pointer: string) => string | null {
  const has = useHasText();
  const t = useLightT();
  return (problem, pointer) => {
    const field = problem?.field(pointer);
    if (!field) return null;
    const key = `problems.${field.code}.text`;
    return has(key)
      ? (t as (key: Key<LightMessages>) => string)(key as Key<LightMessages>)
      : field.detail;
  };
}
