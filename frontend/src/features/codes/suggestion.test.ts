import { describe, expect, it } from "vitest";
import { domainOf } from "./domains";
import { suggestCode } from "./suggestion";

describe("suggested code", () => {
  it.each([
    ["Health One: 3rd Period", "HEALTH-ONE-3RD-2027"],
    ["Class of 2027", "2027"],
    ["Educación física", "EDUCACION-FISICA-2027"],
    ["The Period", "THE-PERIOD-2027"],
    ["Mr. O’Neill’s homeroom", "MR-ONEILLS-HOMEROOM-2027"],
    ["健康", "MILTON-HIGH-2027"],
    ["Incomprehensibilities ".repeat(3), "INCOMPREHENSIBILITIES-2027"],
  ])("of %s is %s", (name, code) => {
    const suggested = suggestCode(name, "Milton High", "2027-06-11");
    expect(suggested).toBe(code);
    expect(suggested).toMatch(/^[A-Z0-9-]{4,40}$/);
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
