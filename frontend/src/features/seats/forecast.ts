import type { SeatTotals } from "@/api/types";
import type { Messages } from "@/i18n/catalogs";
import type { Format } from "@/i18n/format";
import type { Translate } from "@/i18n/translate";

/** When the free seats run out, as one sentence; nothing while no license runs. */
export function forecastText(
  seats: SeatTotals,
  t: Translate<Messages>,
  format: Format,
): string | null {
  const { verdict, runs_out_on, basis_days } = seats.forecast;
  if (runs_out_on) return t("seats.forecast.runsOut", { day: format.date(runs_out_on) });
  switch (verdict) {
    case "outlasts-license":
      return t("seats.forecast.outlasts");
    case "quiet":
      return t("seats.forecast.quiet", { count: basis_days });
    case "too-early":
      return t("seats.forecast.tooEarly");
    case "used-up":
      return t(seats.held > 0 ? "seats.forecast.usedUpButHeld" : "seats.forecast.usedUp");
    default:
      return null;
  }
}

/** What the sentence rests on, and what it leaves out. */
export function forecastBasis(seats: SeatTotals, t: Translate<Messages>): string {
  const { seats_per_week, free_per_week, basis_days, verdict } = seats.forecast;
  const estimated = verdict === "runs-out" || verdict === "outlasts-license";
  const fromHeld = Math.round((seats_per_week - free_per_week) * 10) / 10;
  const parts = [
    estimated ? t("seats.forecast.pace", { seats: free_per_week, days: basis_days }) : "",
    estimated && fromHeld > 0 ? t("seats.forecast.heldPace", { seats: fromHeld }) : "",
    estimated && seats.held > 0 ? t("seats.forecast.heldApart", { count: seats.held }) : "",
  ];
  return parts.filter(Boolean).join(" ");
}
