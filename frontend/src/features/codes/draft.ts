import type {
  Channel,
  Classroom,
  Code,
  EmailDomain,
  LocalDate,
  NewCode,
  WeeklyWindow,
} from "@/api/types";
import { schoolYearEnd } from "@/lib/days";
import type { Option } from "@/ui/work/SearchSelect";
import { domainOf } from "./domains";
import type { CodeChanges } from "./queries";
import { suggestCode } from "./suggestion";

/** A code as the form holds it. */
export interface CodeDraft {
  code: string;
  classroom: Option | null;
  enabled: boolean;
  valid_from: LocalDate | null;
  valid_till: LocalDate | null;
  max_redemptions: number | null;
  email_domains: EmailDomain[];
  course_ids: string[] | null;
  assigned_staff_id: string | null;
  channel: Channel | null;
  note: string;
  weekly_windows: WeeklyWindow[];
  ip_ranges: string[];
  needs_approval: boolean;
}

export const emptyDraft = (classroom: Option | null): CodeDraft => ({
  code: "",
  classroom,
  enabled: true,
  valid_from: null,
  valid_till: null,
  max_redemptions: null,
  email_domains: [],
  course_ids: null,
  assigned_staff_id: null,
  channel: null,
  note: "",
  weekly_windows: [],
  ip_ranges: [],
  needs_approval: false,
});

export const draftOf = (code: Code): CodeDraft => ({
  code: code.code,
  classroom: code.classroom ? { value: code.classroom.id, label: code.classroom.name } : null,
  enabled: code.enabled,
  valid_from: code.valid_from,
  valid_till: code.valid_till,
  max_redemptions: code.max_redemptions,
  email_domains: code.email_domains,
  course_ids: code.course_ids,
  assigned_staff_id: code.assigned_staff?.staff_id ?? null,
  channel: code.channel,
  note: code.note,
  weekly_windows: code.weekly_windows,
  ip_ranges: code.ip_ranges,
  needs_approval: code.needs_approval,
});

export type Preset = Pick<CodeDraft, "code" | "valid_from" | "valid_till">;

/** What a new code starts from: its text from the classroom's name, its days from the term. */
export function presetFor(
  classroom: Classroom | null,
  organization: string,
  today: LocalDate,
): Preset {
  const term = classroom?.ends_on && classroom.ends_on >= today ? classroom : null;
  const valid_till = term?.ends_on ?? schoolYearEnd(today);
  const valid_from = term?.starts_on ?? today;
  return {
    code: suggestCode(classroom?.name ?? organization, organization, valid_till),
    valid_from,
    valid_till,
  };
}

/** The new preset, where the old one was left as it was; what somebody typed stays. */
export function takePreset(draft: CodeDraft, old: Preset | null, next: Preset): CodeDraft {
  const kept = (field: keyof Preset) =>
    old ? draft[field] !== old[field] : draft[field] !== null && draft[field] !== "";
  return {
    ...draft,
    code: kept("code") ? draft.code : next.code,
    valid_from: kept("valid_from") ? draft.valid_from : next.valid_from,
    valid_till: kept("valid_till") ? draft.valid_till : next.valid_till,
  };
}

/** Rows that were added and never filled are no rule. */
export const filledDomains = (domains: EmailDomain[]): EmailDomain[] =>
  domains
    .map((each) => ({ ...each, domain: domainOf(each.domain) }))
    .filter((each) => each.domain !== "");

/** What a text box with a range on each line comes to. */
export const filledRanges = (ranges: string[]): string[] =>
  ranges.map((each) => each.trim()).filter(Boolean);

export function creationOf({ classroom, code, ...rest }: CodeDraft): NewCode {
  return {
    ...rest,
    ...(code.trim() ? { code: code.trim() } : {}),
    classroom_id: classroom?.value ?? null,
    email_domains: filledDomains(rest.email_domains),
    ip_ranges: filledRanges(rest.ip_ranges),
  };
}

/** Of an edited code; text and classroom stay what they are. */
export function changesOf(changes: Partial<CodeDraft>): CodeChanges {
  const { code: _code, classroom: _classroom, ...rest } = changes;
  const { email_domains, ip_ranges } = rest;
  return {
    ...rest,
    ...(email_domains ? { email_domains: filledDomains(email_domains) } : {}),
    ...(ip_ranges ? { ip_ranges: filledRanges(ip_ranges) } : {}),
  };
}
