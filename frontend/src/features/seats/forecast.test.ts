import { describe, expect, it } from "vitest";
import type { ForecastVerdict, SeatTotals } from "@/api/types";
import type { Messages } from "@/i18n/catalogs";
import { en } from "@/i18n/en";
import { es } from "@/i18n/es";
import { formatter } from "@/i18n/format";
import { translator } from "@/i18n/translate";
import { forecastBasis, forecastText } from "./forecast";

function seats(verdict: ForecastVerdict, more: Partial<SeatTotals> = {}): SeatTotals {
  return {
    granted: 120,
    spent: 34,
    held: 18,
    free: 68,
    license_active: true,
    license_ends_on: "2027-07-31",
    forecast: {
      seats_per_week: 14.5,
      free_per_week: 12,
      basis_days: 28,
      runs_out_on: verdict === "runs-out" ? "2027-03-04" : null,
      verdict,
    },
    ...more,
  };
}

const cases: [SeatTotals, string | null, string | null][] = [
  [
    seats("runs-out"),
    "At this pace your free seats last until about Mar 4, 2027.",
    "A este ritmo tus lugares libres alcanzan hasta cerca del 4 mar 2027.",
  ],
  [
    seats("outlasts-license"),
    "At this pace your free seats outlast the license.",
    "A este ritmo tus lugares libres duran más que la licencia.",
  ],
  [
    seats("quiet"),
    "Nobody took a free seat in the last 28 days, so nothing says when they run out.",
    "Nadie ocupó un lugar libre en los últimos 28 días, así que nada dice cuándo se acaban.",
  ],
  [
    seats("too-early"),
    "Too early to tell when they run out: ask again after a week of students joining.",
    "Es pronto para decir cuándo se acaban: vuelve a mirar tras una semana de estudiantes que se unen.",
  ],
  [
    seats("used-up", { held: 3, free: 0 }),
    "No seat is free. New students can join only where a classroom still holds seats.",
    "No queda ningún lugar libre. Solo pueden unirse estudiantes nuevos donde una clase aún reserva lugares.",
  ],
  [
    seats("used-up", { held: 0, free: 0 }),
    "No seat is free. New students have to wait for more seats.",
    "No queda ningún lugar libre. Los estudiantes nuevos tienen que esperar.",
  ],
  [seats("no-license"), null, null],
];

describe("the day on which the free seats run out", () => {
  it.each(cases)("reads in both languages", (about, english, spanish) => {
    expect(forecastText(about, translator<Messages>(en, "en"), formatter("en"))).toBe(english);
    expect(forecastText(about, translator<Messages>(es, "es"), formatter("es"))).toBe(spanish);
  });

  it("says what the estimate rests on and what it leaves out", () => {
    const t = translator<Messages>(en, "en");
    expect(forecastBasis(seats("runs-out"), t)).toBe(
      "The pace: 12 free seats a week, over the last 28 days. Another 2.5 a week were seats that classrooms held. The 18 seats held by classrooms are not counted here: they are for those classrooms alone.",
    );
    expect(forecastBasis(seats("quiet"), t)).toBe("");
  });
});
