import type { AskedQuestion, Given } from "@/api/types";

/** What stands in the fields of a question. */
export interface Draft {
  /** The chosen options by their places; true and false count as 0 and 1. */
  chosen: number[];
  typed: string;
}

export const EMPTY: Draft = { chosen: [], typed: "" };

/** The answer as the server takes it, or what is missing. */
export function givenOf(
  kind: AskedQuestion["kind"],
  { chosen, typed }: Draft,
): { given: Given } | { missing: "missing" | "missingText" | "notNumber" } {
  const text = typed.trim();
  if (kind === "text") return text === "" ? { missing: "missingText" } : { given: text };
  if (kind === "number") {
    // As people write numbers: 1,234 and 7,5 and 7.5.
    const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)
      ? text.replaceAll(",", "")
      : text.replace(",", ".");
    const number = plain === "" ? Number.NaN : Number(plain);
    return Number.isFinite(number) ? { given: number } : { missing: "notNumber" };
  }
  const [first] = chosen;
  if (first === undefined) return { missing: "missing" };
  if (kind === "true_false") return { given: first === 0 };
  return { given: [...chosen].sort((one, other) => one - other) };
}

/** The places that were chosen, read from an answer. */
export function chosenIn(given: Given): number[] {
  if (typeof given === "boolean") return [given ? 0 : 1];
  return Array.isArray(given) ? given : [];
}
