import type { LocalDate } from "@/api/types";
import { schoolYearEnd } from "@/lib/days";

// Words that make a code longer and not clearer, in both languages of the product.
const NOISE = new Set(
  "A AN AND CLASS CLASSROOM DE DEL EL FOR LA LAS LOS OF PERIOD PERIODO THE TO Y".split(" "),
);

const MAX_WORDS = 4;
const MAX_LENGTH = 40;
const MAX_INITIALS = 10;

/**
 * A readable code from a classroom's name, behind the school's initials, since codes are unique across all
 * schools and every school has a Health 1: "Health One: 3rd Period" of Milton High is MH-HEALTH-ONE-3RD-2027.
 */
export function suggestCode(name: string, organization: string, lastDay: LocalDate): string {
  const words = wordsOf(name);
  const initials = name === organization ? "" : initialsOf(organization);
  const led = words.length > 0 && initials !== "" && !words.includes(initials);
  const base = words.length > 0 ? words : wordsOf(organization);
  const hasYear = base.some((word) => /^20\d\d$/.test(word));
  const year = hasYear ? [] : [schoolYearEnd(lastDay).slice(0, 4)];
  const first = led ? [initials] : [];
  let chosen = base.slice(0, MAX_WORDS);
  while (chosen.length > 1 && [...first, ...chosen, ...year].join("-").length > MAX_LENGTH) {
    chosen = chosen.slice(0, -1);
  }
  const room = MAX_LENGTH - [...first, ...year].join("-").length - 2;
  const text = [...first, ...chosen.map((word) => word.slice(0, room)), ...year].join("-");
  return text.length < 4 ? "" : text;
}

/** How a school is called in short: MHS of Milton High School, PS118 of PS 118; empty where that is one letter. */
function initialsOf(organization: string): string {
  const parts = plain(organization)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "" && !NOISE.has(word.toUpperCase()))
    .map((word) => (/^([A-Z]{2,4}|\d+)$/.test(word) ? word : word.slice(0, 1).toUpperCase()));
  const text = parts.join("").slice(0, MAX_INITIALS);
  return text.length < 2 ? "" : text;
}

/** Without accents and apostrophes. */
const plain = (name: string): string => name.normalize("NFD").replace(/[\u0300-\u036f'’]/g, "");

function wordsOf(name: string): string[] {
  const words = plain(name)
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  const telling = words.filter((word) => !NOISE.has(word));
  return telling.length > 0 ? telling : words;
}
