import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { CodeAlert } from "@/api/types";
import { Staff } from "@/testing/renderStaff";
import { answer } from "@/testing/server";
import { AlertsNotice } from "./AlertsNotice";

const ALERT: CodeAlert = {
  id: "alert",
  code: { id: "code", code: "HEALTH-3RD" },
  classroom: null,
  kind: "paused",
  reason: "burst",
  raised_at: "2026-09-14T14:12:00Z",
  since: "2026-09-14T14:00:00Z",
  minutes: 12,
  redeemed: 41,
  new_domains: 1,
  refused: 0,
  busiest_before: 3,
  allowed: 40,
  settled_at: null,
  settled_by: null,
  settled_how: null,
};

const LIST = "GET /organizations/org/alerts?open=true";

it("tells what happened with its figures, and one click resumes", async () => {
  let open = [ALERT];
  const sent = answer({
    [LIST]: () => ({ body: { items: open, next_cursor: null } }),
    "POST /organizations/org/codes/code/resume": () => {
      open = [];
      return { body: {} };
    },
  });
  render(<AlertsNotice />, { wrapper: Staff });
  expect(await screen.findByText("HEALTH-3RD is paused")).toBeTruthy();
  expect(screen.getByText("41 students").parentElement?.textContent).toBe(
    "41 students joined within 12 min. It was 3 an hour at most before.",
  );
  await userEvent.click(screen.getByRole("button", { name: "It was us: resume" }));
  expect(sent.some(({ method }) => method === "POST")).toBe(true);
  expect(screen.queryByText("HEALTH-3RD is paused")).toBeNull();
});

it("says why when the server refuses, and stays", async () => {
  answer({
    [LIST]: () => ({ body: { items: [ALERT], next_cursor: null } }),
    "POST /organizations/org/codes/code/keep-off": () => ({
      status: 409,
      body: { code: "code-deleted", title: "Conflict", detail: "gone", errors: [] },
    }),
  });
  render(<AlertsNotice codeId="code" />, { wrapper: Staff });
  await userEvent.click(await screen.findByRole("button", { name: "Keep it off" }));
  expect((await screen.findAllByRole("alert")).length).toBeGreaterThan(1);
  expect(screen.getByText("HEALTH-3RD is paused")).toBeTruthy();
});

it("tells of the code that is meant, and of no other", async () => {
  answer({ [LIST]: () => ({ body: { items: [ALERT], next_cursor: null } }) });
  const both = (
    <>
      <AlertsNotice codeId="another" />
      <AlertsNotice codeId="code" />
    </>
  );
  render(both, { wrapper: Staff });
  expect(await screen.findAllByText("HEALTH-3RD is paused")).toHaveLength(1);
});
