import type { LocalDate } from "@/api/types";

/** Calendar days as the wire writes them, `YYYY-MM-DD`; their order is that of the text. */

/** Today on a wall calendar in a time zone. */
export function todayIn(timeZone: string, now = new Date()): LocalDate {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now);
}

/** The last day of the school year in which a day falls: June 30, as US schools count. */
export function schoolYearEnd(day: LocalDate): LocalDate {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5, 7) <= "06" ? year : year + 1}-06-30`;
}

/** "2026-27" for every day from July 2026 through June 2027. */
export function schoolYear(day: LocalDate): string {
  const end = Number(schoolYearEnd(day).slice(0, 4));
  return `${end - 1}-${String(end % 100).padStart(2, "0")}`;
}

/** The day a year later, less one: the last day of a one-year term. */
export function yearLater(day: LocalDate): LocalDate {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/** The city that names a zone: "New York" of America/New_York. */
export function zoneCity(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}
