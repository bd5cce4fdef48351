import type { CodeChange, EmailDomain, WeeklyWindow } from "@/api/types";
import type { Messages } from "@/i18n/catalogs";
import type { Format } from "@/i18n/format";
import type { Key, Translate } from "@/i18n/translate";
import { weekdays } from "./hours";

interface Reader {
  t: Translate<Messages>;
  format: Format;
}

type Change = CodeChange["fields"][number];

/** What one line of a code's history says happened, as a sentence; `**names**` stand out. */
export function codeStory(change: CodeChange, reader: Reader): string {
  const { t } = reader;
  const who = change.actor?.display_name ?? t("codeLife.story.house");
  switch (change.kind) {
    case "paused_by_guard":
      return t("codeLife.story.paused_by_guard");
    case "rotated":
      return rotated(change, who, t);
    case "deleted":
      return deleted(change, who, reader);
    case "edited": {
      const changes = change.fields.map((field) => sayChange(field, change.names, reader));
      return t("codeLife.story.edited", { who, changes: reader.format.list(changes) });
    }
    default:
      return t(`codeLife.story.${change.kind}`, { who });
  }
}

const fieldOf = (change: CodeChange, name: string) =>
  change.fields.find(({ field }) => field === name);

function rotated(change: CodeChange, who: string, t: Reader["t"]): string {
  const text = fieldOf(change, "code");
  const leak = fieldOf(change, "name_successor")?.after === false;
  const values = { who, before: String(text?.before), after: String(text?.after) };
  return t(leak ? "codeLife.story.rotatedLeak" : "codeLife.story.rotated", values);
}

function deleted(change: CodeChange, who: string, reader: Reader): string {
  const successor = fieldOf(change, "successor_id");
  if (!successor?.after) return reader.t("codeLife.story.deleted", { who });
  const after = sayValue(successor.field, successor.after, change.names, reader);
  return reader.t("codeLife.story.deletedFor", { who, after });
}

function sayChange(change: Change, names: CodeChange["names"], reader: Reader): string {
  const { t } = reader;
  const key = `codeLife.field.${change.field}` as Key<Messages>;
  const known = KNOWN.has(change.field);
  const field = known ? (t as (key: Key<Messages>) => string)(key) : t("codeLife.field.other");
  // Old notes are long; what they said is in the way.
  if (!known || change.field === "note") return t("codeLife.story.rewritten", { field });
  const [before, after] = [change.before, change.after].map((value) =>
    sayValue(change.field, value, names, reader),
  ) as [string, string];
  return t("codeLife.story.change", { field, before, after });
}

const KNOWN = new Set([
  "classroom_id",
  "valid_from",
  "valid_till",
  "max_redemptions",
  "email_domains",
  "weekly_windows",
  "ip_ranges",
  "needs_approval",
  "course_ids",
  "assigned_staff_id",
  "channel",
  "note",
  "successor_id",
]);

/** How nothing is called, where it is a rule of its own. */
const NOTHING: Record<string, Key<Messages>> = {
  classroom_id: "codeLife.value.whole",
  max_redemptions: "codeLife.value.noEnd",
  email_domains: "codeLife.value.everyone",
  weekly_windows: "codeLife.value.always",
  ip_ranges: "codeLife.value.anywhere",
  course_ids: "codeLife.value.all",
};

function sayValue(
  field: string,
  value: unknown,
  names: CodeChange["names"],
  { t, format }: Reader,
): string {
  const say = t as (key: Key<Messages>) => string;
  const isNothing = value === null || (Array.isArray(value) && value.length === 0);
  if (isNothing && !(field === "course_ids" && value !== null)) {
    return say(NOTHING[field] ?? "codeLife.value.none");
  }
  const named = (id: unknown) => names[String(id)] ?? t("codeLife.value.gone");
  switch (field) {
    case "valid_from":
    case "valid_till":
      return format.weekday(String(value));
    case "max_redemptions":
      return format.number(Number(value));
    case "needs_approval":
      return t(value ? "codeLife.value.yes" : "codeLife.value.no");
    case "channel":
      return say(`work.channel.${value}` as Key<Messages>);
    case "email_domains":
      return format.list((value as EmailDomain[]).map((each) => domain(each, t)));
    case "weekly_windows":
      return format.list((value as WeeklyWindow[]).map((each) => hours(each, { t, format })));
    case "ip_ranges":
      return format.list(value as string[]);
    case "course_ids": {
      const titles = (value as string[]).map(named);
      return titles.length > 0 ? format.list(titles) : t("codeLife.value.none");
    }
    default:
      return named(value);
  }
}

const domain = ({ domain, include_subdomains }: EmailDomain, t: Reader["t"]) =>
  include_subdomains ? t("codeLife.value.below", { domain }) : domain;

const hours = ({ days, opens, closes }: WeeklyWindow, { t, format }: Reader) =>
  t("codeLife.value.hours", {
    days: weekdays(days, format),
    opens: format.timeOfDay(opens),
    closes: format.timeOfDay(closes),
  });
