import type { Classroom } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";

/** The days of a classroom as one phrase, or nothing. */
export function useDates({ starts_on: from, ends_on: till }: Classroom): string | null {
  const t = useT();
  const format = useFormat();
  if (from && till) {
    return t("classrooms.dates", { from: format.date(from), till: format.date(till) });
  }
  if (from) return t("classrooms.datesFrom", { day: format.date(from) });
  if (till) return t("classrooms.datesTill", { day: format.date(till) });
  return null;
}
