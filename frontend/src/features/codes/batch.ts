import type { CodeBatch, NewBatch } from "@/api/types";
import { codeText } from "@/lib/codeText";
import { saveFile } from "@/lib/saveFile";
import { type CodeDraft, creationOf } from "./draft";
import { batchActions } from "./queries";

export const MOST_CODES = 5000;

/** Of a whole suggestion its first word: what is printed on 500 slips had better be short. */
export const prefixOf = (suggested: string): string => (suggested.split("-")[0] ?? "").slice(0, 12);

/** What every code of a batch looks like. */
export const patternOf = (prefix: string): string =>
  [codeText(prefix).replace(/^-+|-+$/g, ""), "XXXX", "XXXX", "XXXX"].filter(Boolean).join("-");

export interface BatchDraft {
  count: number;
  /** Its text is the prefix; its limit is that of each code. */
  each: CodeDraft;
}

export function batchOf({ count, each }: BatchDraft): NewBatch {
  const { code: _code, ...rules } = creationOf({ ...each, code: "" });
  return { ...rules, count, prefix: each.code.trim(), single_use: each.max_redemptions === 1 };
}

/** How many people could join with all of them; null: without end. */
export const placesOf = ({ count, each }: BatchDraft): number | null =>
  each.max_redemptions === null ? null : count * each.max_redemptions;

/** Loads the spreadsheet of a batch and hands it to the reader. */
export async function saveSheet(organization: string, batch: CodeBatch) {
  const { content, name } = await batchActions(organization).file(batch.id);
  saveFile(content, name);
}
