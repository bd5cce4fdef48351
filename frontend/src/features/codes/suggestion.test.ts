import { describe, expect, it } from "vitest";
import { domainOf } from "./domains";
import { suggestCode } from "./suggestion";

describe("suggested code", () => {
  it.each([
    ["Health One: 3rd Period", "MH-HEALTH-ONE-3RD-2027"],
    ["Class of 2027", "MH-2027"],
    ["Educación física", "MH-EDUCACION-FISICA-2027"],
    ["The Period", "MH-THE-PERIOD-2027"],
    ["Mr. O’Neill’s homeroom", "MH-MR-ONEILLS-HOMEROOM-2027"],
    ["健康", "MILTON-HIGH-2027"],
    ["Incomprehensibilities ".repeat(3), "MH-INCOMPREHENSIBILITIES-2027"],
  ])("of %s is %s", (name, code) => {
    const suggested = suggestCode(name, "Milton High", "2027-06-11");
    expect(suggested).toBe(code);
    expect(suggested).toMatch(/^[A-Z0-9-]{4,40}$/);
  });

  it.each([
    ["Milton High School", "MHS-HEALTH-1-2027"],
    ["PS 118 Annex", "PS118A-HEALTH-1-2027"],
    ["École de l’Étang", "EL-HEALTH-1-2027"],
    ["Lincoln", "HEALTH-1-2027"],
  ])("begins with the initials of %s", (school, code) => {
    expect(suggestCode("Health 1", school, "2027-06-11")).toBe(code);
  });

  it("says the school once", () => {
    expect(suggestCode("Milton High", "Milton High", "2027-06-11")).toBe("MILTON-HIGH-2027");
    expect(suggestCode("MHS PTA", "Milton High School", "2027-06-11")).toBe("MHS-PTA-2027");
  });

  it("counts the year in which the school year ends", () => {
    expect(suggestCode("Fall", "", "2026-12-18")).toBe("FALL-2027");
  });
});

describe("email domains", () => {
  it("are what stands after the @", () => {
    expect(domainOf(" AustinP@HamiltonSchools.org ")).toBe("hamiltonschools.org");
    expect(domainOf("@hamiltonschools.org")).toBe("hamiltonschools.org");
    expect(domainOf("hamiltonschools.org.")).toBe("hamiltonschools.org");
  });
});
