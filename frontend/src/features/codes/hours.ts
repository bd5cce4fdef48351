import type { Format } from "@/i18n/format";

/** The days of the week as the wire names them, in its order. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const SHORTEST_RUN = 3;

/** Days as people say them: "Mon–Fri", or "Mon and Sat". */
export function weekdays(days: readonly string[], format: Format): string {
  const numbers = WEEKDAYS.flatMap((day, index) => (days.includes(day) ? [index + 1] : []));
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return format.list(runs.flatMap((run) => named(run, format)));
}

function named(run: number[], format: Format): string[] {
  const names = run.map(format.weekdayName);
  return run.length < SHORTEST_RUN ? names : [`${names[0]}–${names.at(-1)}`];
}

/** A clock's dial has no 24:00; at the end of the day it shows 00:00. */
export const toDial = (time: string): string => (time === "24:00" ? "00:00" : time);
export const closingTime = (dial: string): string => (dial === "00:00" ? "24:00" : dial);
