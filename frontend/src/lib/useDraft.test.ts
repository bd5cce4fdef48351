import { describe, expect, it } from "vitest";
import { changedFields, rebased } from "./useDraft";

const base = { name: "Health", cap: 30 as number | null, domains: [{ domain: "a.org" }] };

describe("draft", () => {
  it("carries only what was changed", () => {
    expect(changedFields(base, { ...base, domains: [{ domain: "a.org" }] })).toEqual({});
    expect(changedFields(base, { ...base, cap: null })).toEqual({ cap: null });
  });

  it("keeps what was typed and takes what somebody else saved", () => {
    const typed = { ...base, name: "Health One" };
    const fresh = { ...base, name: "Health Two", cap: 40 };
    expect(rebased(base, typed, fresh)).toEqual({ ...fresh, name: "Health One" });
  });
});
