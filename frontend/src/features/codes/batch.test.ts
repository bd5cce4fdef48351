import { describe, expect, it } from "vitest";
import { batchOf, patternOf, placesOf, prefixOf } from "./batch";
import { emptyDraft } from "./draft";

const each = { ...emptyDraft(null), code: "HEALTH", max_redemptions: 1 };

describe("a batch", () => {
  it("begins with the first word of what a single code would be", () => {
    expect(prefixOf("HEALTH-ONE-3RD-2027")).toBe("HEALTH");
    expect(prefixOf("INCOMPREHENSIBILITIES-2027")).toBe("INCOMPREHENS");
    expect(prefixOf("")).toBe("");
  });

  it("shows what its codes look like", () => {
    expect(patternOf("mhs-")).toBe("MHS-XXXX-XXXX-XXXX");
    expect(patternOf("")).toBe("XXXX-XXXX-XXXX");
  });

  it("lets in as many as its codes together", () => {
    expect(placesOf({ count: 30, each })).toBe(30);
    expect(placesOf({ count: 30, each: { ...each, max_redemptions: 4 } })).toBe(120);
    expect(placesOf({ count: 30, each: { ...each, max_redemptions: null } })).toBeNull();
  });

  it("is sent with a prefix and without a text", () => {
    const body = batchOf({ count: 30, each });
    expect(body).toMatchObject({
      count: 30,
      prefix: "HEALTH",
      single_use: true,
      max_redemptions: 1,
    });
    expect("code" in body).toBe(false);
    const endless = batchOf({ count: 30, each: { ...each, max_redemptions: null } });
    expect(endless).toMatchObject({ single_use: false, max_redemptions: null });
  });
});
