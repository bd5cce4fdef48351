import { describe, expect, it } from "vitest";
import type { Messages } from "@/i18n/catalogs";
import { en } from "@/i18n/en";
import { es } from "@/i18n/es";
import { formatter } from "@/i18n/format";
import { translator } from "@/i18n/translate";
import { type CodeRules, codeSentence } from "./sentence";

const rules: CodeRules = {
  place: "3rd Period Health",
  enabled: true,
  valid_from: "2025-09-01",
  valid_till: "2025-09-26",
  time_zone: "America/New_York",
  max_redemptions: 30,
  redemptions: 12,
  email_domains: [{ domain: "hamiltonschools.org", include_subdomains: false }],
  courses: null,
  weekly_windows: [],
  ip_ranges: [],
  needs_approval: false,
};
const free: CodeRules = {
  ...rules,
  valid_from: null,
  valid_till: null,
  max_redemptions: null,
  redemptions: null,
  email_domains: [],
};
const domain = (name: string, include_subdomains = false) => ({ domain: name, include_subdomains });

const cases: [string, CodeRules, string, string][] = [
  [
    "every rule",
    rules,
    "Anyone with a hamiltonschools.org address can join 3rd Period Health from Mon, Sep 1 through Fri, Sep 26 (New York time), up to 30 students. 12 have.",
    "Cualquier persona con una dirección de hamiltonschools.org puede unirse a 3rd Period Health del lun, 1 sept al vie, 26 sept (hora de New York), hasta 30 estudiantes. 12 ya lo hicieron.",
  ],
  [
    "no rule, not made yet",
    free,
    "Anyone can join 3rd Period Health at any time.",
    "Cualquier persona puede unirse a 3rd Period Health en cualquier momento.",
  ],
  [
    "several domains, nobody yet, another year",
    {
      ...free,
      redemptions: 0,
      valid_till: "2026-06-30",
      email_domains: [domain("ohio.edu", true), domain("milton.org")],
    },
    "Anyone with an ohio.edu (or a subdomain) or milton.org address can join 3rd Period Health through Tue, Jun 30, 2026 (New York time). Nobody has so far.",
    "Cualquier persona con una dirección de ohio.edu (o un subdominio) o milton.org puede unirse a 3rd Period Health hasta el mar, 30 jun 2026 (hora de New York). Nadie lo ha hecho todavía.",
  ],
  [
    "one day, one student",
    { ...free, valid_from: "2025-09-01", valid_till: "2025-09-01", max_redemptions: 1 },
    "Anyone can join 3rd Period Health on Mon, Sep 1 only (New York time), up to 1 student.",
    "Cualquier persona puede unirse a 3rd Period Health solo el lun, 1 sept (hora de New York), hasta 1 estudiante.",
  ],
  [
    "switched off, open-ended, narrowed",
    { ...free, enabled: false, valid_from: "2025-09-01", courses: ["Vaping", "Safer media"] },
    "Switched off: nobody can join right now. Once it is on: Anyone can join 3rd Period Health from Mon, Sep 1 on (New York time). They get only Vaping and Safer media.",
    "Desactivado: nadie puede unirse ahora. Una vez activado: Cualquier persona puede unirse a 3rd Period Health desde el lun, 1 sept (hora de New York). Reciben solo Vaping y Safer media.",
  ],
  [
    "used up",
    { ...free, max_redemptions: 1, redemptions: 1, courses: [] },
    "Used up: nobody else can join unless the limit is raised. Anyone can join 3rd Period Health at any time, up to 1 student. 1 has. They get no courses.",
    "Agotado: nadie más puede unirse a menos que se amplíe el límite. Cualquier persona puede unirse a 3rd Period Health en cualquier momento, hasta 1 estudiante. 1 ya lo hizo. No reciben ningún curso.",
  ],
  [
    "hours, networks and approval",
    {
      ...free,
      weekly_windows: [
        { days: ["mon", "tue", "wed", "thu", "fri"], opens: "08:00", closes: "15:00" },
        { days: ["sat", "mon"], opens: "18:30", closes: "24:00" },
      ],
      ip_ranges: ["203.0.113.0/24"],
      needs_approval: true,
    },
    "Anyone can join 3rd Period Health at any time. It works only Mon–Fri from 8:00 AM to 3:00 PM and Mon and Sat from 6:30 PM to 12:00 AM. It works only from the network 203.0.113.0/24. Staff approve each student first.",
    "Cualquier persona puede unirse a 3rd Period Health en cualquier momento. Solo funciona lun–vie de 8:00 a 15:00 y lun y sáb de 18:30 a 0:00. Solo funciona desde la red 203.0.113.0/24. El personal aprueba primero a cada estudiante.",
  ],
  [
    "over",
    { ...rules, valid_till: "2025-08-15", valid_from: null },
    "Nobody can join 3rd Period Health with it anymore: its last day was Fri, Aug 15 (New York time). 12 have.",
    "Ya nadie puede unirse a 3rd Period Health con este código: su último día fue el vie, 15 ago (hora de New York). 12 ya lo hicieron.",
  ],
];

const say = (locale: "en" | "es", about: CodeRules) =>
  codeSentence(about, {
    t: translator<Messages>(locale === "en" ? en : es, locale),
    format: formatter(locale),
    today: "2025-08-20",
  })
    .replaceAll("**", "")
    .replaceAll("\u202f", " ");

describe("the sentence of a code", () => {
  it.each(cases)("with %s, in English", (_, about, english) => {
    expect(say("en", about)).toBe(english);
  });

  it.each(cases)("with %s, in Spanish", (_, about, _english, spanish) => {
    expect(say("es", about)).toBe(spanish);
  });
});
