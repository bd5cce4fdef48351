import { describe, expect, it } from "vitest";
import { schoolYear, schoolYearEnd, todayIn, yearLater, zoneCity } from "./days";

describe("days", () => {
  it("knows that it is still yesterday further west", () => {
    const now = new Date("2026-09-01T03:30:00Z");
    expect(todayIn("America/New_York", now)).toBe("2026-08-31");
    expect(todayIn("Europe/Madrid", now)).toBe("2026-09-01");
  });

  it.each([
    ["2026-09-01", "2027-06-30", "2026-27"],
    ["2027-06-30", "2027-06-30", "2026-27"],
    ["2027-07-01", "2028-06-30", "2027-28"],
    ["2099-08-01", "2100-06-30", "2099-00"],
  ])("puts %s into the school year ending %s", (day, end, year) => {
    expect(schoolYearEnd(day)).toBe(end);
    expect(schoolYear(day)).toBe(year);
  });

  it("ends a one-year term on the day before", () => {
    expect(yearLater("2026-09-01")).toBe("2027-08-31");
    expect(yearLater("2027-01-01")).toBe("2027-12-31");
  });

  it("names a zone by its city", () => {
    expect(zoneCity("America/New_York")).toBe("New York");
    expect(zoneCity("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
    expect(zoneCity("UTC")).toBe("UTC");
  });
});
