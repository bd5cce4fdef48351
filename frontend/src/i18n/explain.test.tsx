import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { Problem } from "@/api/problem";
import { I18nProvider } from "./context";
import { light as english } from "./en/light";
import { light as spanish } from "./es/light";
import { useExplain } from "./explain";

/** Every way the server refuses a redemption. */
const REFUSALS = [
  "code-unknown",
  "code-paused",
  "code-not-yet-valid",
  "code-expired",
  "code-outside-window",
  "code-exhausted",
  "code-deleted",
  "domain-not-allowed",
  "ip-not-allowed",
  "member-blocked",
  "member-removed",
  "license-inactive",
  "no-seats-left",
  "classroom-full",
  "confirm-learner",
  "too-many-attempts",
  "organization-suspended",
];

const OTHERS = [
  "email-held",
  "credentials-wrong",
  "session-ended",
  "email-already-verified",
  "verification-code-wrong",
  "link-expired",
  "slug-taken",
  "seats-not-enough",
  "allotment-below-spent",
  "code-taken",
  "code-not-ascii",
  "code-length",
  "code-characters",
  "domain-invalid",
  "dates-reversed",
  "cap-below-used",
  "last-admin",
  "staff-already",
  "file-empty",
  "file-too-large",
  "file-unreadable",
  "line-too-long",
  "roster-incomplete",
  "too-many-rows",
  "unsupported-media-type",
  "upload-broken-off",
  "workbook-not-csv",
  "zip-unreadable",
  "column-unknown",
  "decision-unknown",
  "import-busy",
  "import-started",
  "import-not-running",
  "row-done",
];

function explainer(locale: "en" | "es") {
  const messages = locale === "en" ? english : spanish;
  const wrapper = ({ children }: { children: ReactNode }) => (
    <I18nProvider locale={locale} messages={messages}>
      {children}
    </I18nProvider>
  );
  return renderHook(() => useExplain(), { wrapper }).result.current;
}

const problem = (code: string) => new Problem({ status: 409, code, detail: "The server's words." });

describe.each(["en", "es"] as const)("in %s", (locale) => {
  it.each(REFUSALS)("%s has a title, a reason and a next step", (code) => {
    const { title, text, next } = explainer(locale)(problem(code));
    expect(title.length).toBeGreaterThan(5);
    expect(text).not.toBe("The server's words.");
    expect(next).toMatch(/\.$/);
  });

  it.each(OTHERS)("%s has words of its own", (code) => {
    const { title, text } = explainer(locale)(problem(code));
    expect(title.length).toBeGreaterThan(5);
    expect(text).not.toBe("The server's words.");
  });

  it("passes the server's sentence on for a code it does not know", () => {
    expect(explainer(locale)(problem("brand-new-refusal")).text).toBe("The server's words.");
  });
});
