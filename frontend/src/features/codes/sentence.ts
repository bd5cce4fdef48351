import type { EmailDomain, LocalDate, WeeklyWindow } from "@/api/types";
import type { Messages } from "@/i18n/catalogs";
import type { Format } from "@/i18n/format";
import type { Translate } from "@/i18n/translate";
import { zoneCity } from "@/lib/days";
import { weekdays } from "./hours";

/** What a code's sentence is about: the rules as they stand in the form or on the server. */
export interface CodeRules {
  /** The classroom, or the organization when there is none. */
  place: string;
  enabled: boolean;
  valid_from: LocalDate | null;
  valid_till: LocalDate | null;
  time_zone: string;
  max_redemptions: number | null;
  /** Null for a code that is not made yet. */
  redemptions: number | null;
  email_domains: EmailDomain[];
  /** The titles of the courses it is narrowed to. */
  courses: string[] | null;
  weekly_windows: WeeklyWindow[];
  ip_ranges: string[];
  needs_approval: boolean;
}

export interface Reader {
  t: Translate<Messages>;
  format: Format;
  /** Today in the organization's zone. */
  today: LocalDate;
}

/** All rules of a code as plain sentences; `**this**` is what the form decides. */
export function codeSentence(rules: CodeRules, reader: Reader): string {
  const { t, today } = reader;
  if (rules.valid_till && rules.valid_till < today) return ended(rules, reader);
  const { redemptions, max_redemptions: cap } = rules;
  const open = t("codes.sentence.open", {
    who: who(rules.email_domains, reader),
    place: rules.place,
    when: when(rules, reader),
    cap: cap === null ? "" : t("codes.sentence.cap", { count: cap }),
  });
  const usedUp = cap !== null && redemptions !== null && redemptions >= cap;
  return [
    rules.enabled ? "" : t("codes.sentence.off"),
    usedUp ? t("codes.sentence.usedUp") : "",
    open,
    have(redemptions, reader),
    hours(rules.weekly_windows, reader),
    networks(rules.ip_ranges, reader),
    rules.needs_approval ? t("codes.sentence.approval") : "",
    courses(rules.courses, reader),
  ]
    .filter(Boolean)
    .join(" ");
}

function who(domains: EmailDomain[], { t, format }: Reader): string {
  if (domains.length === 0) return t("codes.sentence.anyone");
  const names = domains.map(({ domain, include_subdomains }) =>
    include_subdomains ? t("codes.sentence.subdomains", { domain }) : domain,
  );
  // English says "a hamilton.org address" and "an ohio.edu address".
  const vowel = /^[aeio]/i.test(domains[0]?.domain ?? "");
  return t(vowel ? "codes.sentence.domainVowel" : "codes.sentence.domain", {
    domains: format.alternatives(names),
  });
}

function when({ valid_from: from, valid_till: till, time_zone }: CodeRules, reader: Reader) {
  const { t, format, today } = reader;
  const zone = zoneCity(time_zone);
  const day = (value: LocalDate) => format.day(value, today);
  if (from && till && from === till) return t("codes.sentence.onDay", { day: day(from), zone });
  if (from && till) {
    return t("codes.sentence.fromTill", { from: day(from), till: day(till), zone });
  }
  if (from) return t("codes.sentence.from", { from: day(from), zone });
  if (till) return t("codes.sentence.till", { till: day(till), zone });
  return t("codes.sentence.always");
}

function have(count: number | null, { t }: Reader): string {
  if (count === null) return "";
  return count === 0 ? t("codes.sentence.nobody") : t("codes.sentence.have", { count });
}

function hours(windows: WeeklyWindow[], { t, format }: Reader): string {
  if (windows.length === 0) return "";
  const each = windows.map(({ days, opens, closes }) =>
    t("codes.sentence.window", {
      days: weekdays(days, format),
      opens: format.timeOfDay(opens),
      closes: format.timeOfDay(closes),
    }),
  );
  return t("codes.sentence.hours", { windows: format.list(each) });
}

function networks(ranges: string[], { t, format }: Reader): string {
  return ranges.length === 0
    ? ""
    : t("codes.sentence.networks", { networks: format.alternatives(ranges) });
}

function courses(titles: string[] | null, { t, format }: Reader): string {
  if (titles === null) return "";
  return titles.length === 0
    ? t("codes.sentence.noCourses")
    : t("codes.sentence.courses", { courses: format.list(titles) });
}

function ended(rules: CodeRules, reader: Reader): string {
  const { t, format, today } = reader;
  const day = format.day(rules.valid_till ?? today, today);
  const zone = zoneCity(rules.time_zone);
  const over = t("codes.sentence.ended", { day, zone, place: rules.place });
  return [over, have(rules.redemptions, reader)].filter(Boolean).join(" ");
}
