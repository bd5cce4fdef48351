import type { LocalDate } from "@/api/types";
import { schoolYearEnd } from "@/lib/days";

// Words that make a code longer and not clearer, in both languages of the product.
const NOISE = new Set(
  "A AN AND CLASS CLASSROOM DE DEL EL FOR LA LAS LOS OF PERIOD PERIODO THE TO Y".split(" "),
);

const MAX_WORDS = 4;
const MAX_LENGTH = 40;

/** A readable code from a classroom's name: "Health One: 3rd Period" is HEALTH-ONE-3RD-2027. */
export function suggestCode(name: string, fallback: string, lastDay: LocalDate): string {
  const words = wordsOf(name);
  const base = words.length > 0 ? words : wordsOf(fallback);
  const hasYear = base.some((word) => /^20\d\d$/.test(word));
  const year = hasYear ? [] : [schoolYearEnd(lastDay).slice(0, 4)];
  let chosen = base.slice(0, MAX_WORDS);
  while (chosen.length > 1 && [...chosen, ...year].join("-").length > MAX_LENGTH) {
    chosen = chosen.slice(0, -1);
  }
  const room = MAX_LENGTH - [...year].join("-").length - 1;
  const text = [...chosen.map((word) => word.slice(0, room)), ...year].join("-");
  return text.length < 4 ? "" : text;
}

function wordsOf(name: string): string[] {
  const words = name
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  const telling = words.filter((word) => !NOISE.has(word));
  return telling.length > 0 ? telling : words;
}
