import type { LedgerEntry } from "@/api/types";
import type { Messages } from "@/i18n/catalogs";
import type { Translate } from "@/i18n/translate";

/** What one row of the ledger says happened, as a sentence; `**names**` stand out. */
export function seatStory(entry: LedgerEntry, t: Translate<Messages>): string {
  if (entry.kind === "spent") {
    const story = spent(entry, t);
    return entry.student_merged_into ? t("seats.story.merged", { story }) : story;
  }
  const story = moved(entry, t);
  return entry.actor ? t("seats.story.by", { story, actor: entry.actor.display_name }) : story;
}

function moved(entry: LedgerEntry, t: Translate<Messages>): string {
  const count = entry.seats;
  if (entry.kind === "granted") return t("seats.story.granted", { count });
  const classroom = entry.classroom?.name ?? t("seats.story.someRoom");
  return t(entry.kind === "held" ? "seats.story.held" : "seats.story.released", {
    count,
    classroom,
  });
}

/** A seat's number is how many were spent with it: seats are never given back. */
function spent(entry: LedgerEntry, t: Translate<Messages>): string {
  const named = entry.student?.deleted ? null : entry.student?.display_name;
  const student = named ?? t("seats.story.erased");
  const number = entry.balance.spent;
  const code = entry.code?.code;
  const classroom = entry.classroom?.name;
  if (code && classroom) return t("seats.story.spentFull", { student, number, code, classroom });
  if (code) return t("seats.story.spentCode", { student, number, code });
  if (classroom) return t("seats.story.spentRoom", { student, number, classroom });
  return t("seats.story.spentOther", { student, number });
}
