import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "@/api/types";
import type { Messages } from "@/i18n/catalogs";
import { en } from "@/i18n/en";
import { es } from "@/i18n/es";
import { translator } from "@/i18n/translate";
import { seatStory } from "./story";

const entry: LedgerEntry = {
  id: "1",
  sequence: 400,
  kind: "spent",
  seats: 1,
  change: { granted: 0, spent: 1, held: -1 },
  balance: { granted: 500, spent: 213, held: 20, free: 267 },
  student_merged_into: null,
  student: { id: "2", deleted: false, display_name: "Maya Chen" },
  classroom: { id: "3", name: "3rd Period Health" },
  code: { id: "4", code: "MHS-PTA-2027" },
  license_id: null,
  actor: null,
  occurred_at: "2026-09-07T12:04:00Z",
};
const ruth = { display_name: "Ruth Delgado" };

const cases: [LedgerEntry, string, string][] = [
  [
    { ...entry, student_merged_into: "9" },
    "Maya Chen spent seat 213 by MHS-PTA-2027 through 3rd Period Health; the profile was merged into another later, and the seat stays spent",
    "Maya Chen ocupó el lugar 213 con MHS-PTA-2027 a través de 3rd Period Health; el perfil se unió después con otro, y el lugar sigue ocupado",
  ],
  [
    entry,
    "Maya Chen spent seat 213 by MHS-PTA-2027 through 3rd Period Health",
    "Maya Chen ocupó el lugar 213 con MHS-PTA-2027 a través de 3rd Period Health",
  ],
  [
    { ...entry, classroom: null },
    "Maya Chen spent seat 213 by MHS-PTA-2027",
    "Maya Chen ocupó el lugar 213 con MHS-PTA-2027",
  ],
  [
    { ...entry, student: null, code: null },
    "A former student spent seat 213 through 3rd Period Health",
    "Alguien que ya no está ocupó el lugar 213 a través de 3rd Period Health",
  ],
  [
    { ...entry, kind: "granted", seats: 1200, actor: ruth },
    "A license granted 1,200 seats, by Ruth Delgado",
    "Una licencia otorgó 1200 lugares, por Ruth Delgado",
  ],
  [
    { ...entry, kind: "held", seats: 30, actor: ruth },
    "3rd Period Health holds back 30 seats more, by Ruth Delgado",
    "3rd Period Health reserva 30 lugares más, por Ruth Delgado",
  ],
  [
    { ...entry, kind: "released", seats: 1 },
    "3rd Period Health gave back 1 seat",
    "3rd Period Health devolvió 1 lugar",
  ],
];

describe("the story of a seat", () => {
  it.each(cases)("reads in both languages", (about, english, spanish) => {
    const plain = (text: string) => text.replaceAll("**", "");
    expect(plain(seatStory(about, translator<Messages>(en, "en")))).toBe(english);
    expect(plain(seatStory(about, translator<Messages>(es, "es")))).toBe(spanish);
  });
});
