import type { Locale } from "./translate";

/** Dates and numbers as the reader writes them. */
export interface Format {
  number(value: number): string;
  percent(value: number): string;
  /** A `YYYY-MM-DD` of the organization's calendar: the same day for every reader. */
  date(day: string): string;
  /** With the weekday, for rules people plan by: "Mon, Sep 1, 2026". */
  weekday(day: string): string;
  /** An instant, in the reader's own zone. */
  dateTime(instant: string): string;
  /** A day people plan by, with its year only where it is not this one: "Mon, Sep 1". */
  day(day: string, today: string): string;
  /** A day of the week, 1 for Monday: "Mon". */
  weekdayName(day: number): string;
  /** A time of day written as `HH:MM`: "8:00 AM". */
  timeOfDay(time: string): string;
  /** An instant on the wall clock of a zone, with its year if not this one: "Mon, Sep 7, 8:04 AM". */
  wallClock(instant: string, timeZone: string): string;
  /** The day of an instant in a time zone: "Sep 7, 2026". */
  dateIn(instant: string, timeZone: string): string;
  /** "2 minutes ago", "yesterday"; a date when it is long ago. */
  ago(instant: string, now?: Date): string;
  /** "A, B, and C" */
  list(items: string[]): string;
  /** "A, B, or C" */
  alternatives(items: string[]): string;
}

export function formatter(locale: Locale): Format {
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const weekday = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    month: "short",
    day: "numeric",
    year: "numeric",
    timeZone: "UTC",
  });
  const shortDay = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
  const weekdayName = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  const timeOfDay = new Intl.DateTimeFormat(locale, {
    hour: "numeric",
    minute: "2-digit",
    timeZone: "UTC",
  });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const localDate = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const alternatives = new Intl.ListFormat(locale, { type: "disjunction" });
  return {
    number: (value) => number.format(value),
    percent: (value) => percent.format(value),
    date: (day) => date.format(new Date(`${day}T00:00:00Z`)),
    weekday: (day) => weekday.format(new Date(`${day}T00:00:00Z`)),
    dateTime: (instant) => dateTime.format(new Date(instant)),
    day: (day, today) =>
      (day.slice(0, 4) === today.slice(0, 4) ? shortDay : weekday).format(
        new Date(`${day}T00:00:00Z`),
      ),
    // The first of January 2024 was a Monday.
    weekdayName: (number) => weekdayName.format(new Date(Date.UTC(2024, 0, number))),
    timeOfDay: (time) => {
      const [hour = 0, minute = 0] = time.split(":").map(Number);
      return timeOfDay.format(new Date(Date.UTC(2024, 0, 1, hour, minute)));
    },
    wallClock: (instant, timeZone) =>
      new Intl.DateTimeFormat(locale, {
        weekday: "short",
        month: "short",
        day: "numeric",
        ...(isThisYear(instant) ? {} : { year: "numeric" }),
        hour: "numeric",
        minute: "2-digit",
        timeZone,
      }).format(new Date(instant)),
    dateIn: (instant, timeZone) =>
      new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(new Date(instant)),
    list: (items) => list.format(items),
    alternatives: (items) => alternatives.format(items),
    ago(instant, now = new Date()) {
      const then = new Date(instant);
      const seconds = Math.round((then.getTime() - now.getTime()) / 1000);
      const size = Math.abs(seconds);
      if (size < 60) return relative.format(0, "minute");
      if (size < 3600) return relative.format(Math.trunc(seconds / 60), "minute");
      if (size < 86_400) return relative.format(Math.trunc(seconds / 3600), "hour");
      if (size < 7 * 86_400) return relative.format(Math.trunc(seconds / 86_400), "day");
      return localDate.format(then);
    },
  };
}

const isThisYear = (instant: string): boolean =>
  new Date(instant).getUTCFullYear() === new Date().getUTCFullYear();
