import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sessionStore } from "@/api/session";
import { renderIn } from "@/testing/render";
import { answer } from "@/testing/server";
import { JoinPage } from "./JoinPage";

const lookup = {
  code: "HEALTH-3RD",
  organization: { name: "Hamilton Schools" },
  classroom: { name: "3rd Period Health", kind: "classroom", description: "", color: "teal" },
  courses: [{ title: "Healthy habits", summary: "", lessons: 3, minutes: 20 }],
  email_domains: [{ domain: "hamiltonschools.org", include_subdomains: true }],
  valid_till: null,
  time_zone: "America/New_York",
  already_redeemed: false,
};

const user = {
  id: "u1",
  email: "kim@hamiltonschools.org",
  email_verified: false,
  display_name: "Kim",
  locale: "en",
  operator: false,
  roles: [],
};

const redemption = {
  id: "r1",
  status: "redeemed",
  code: "HEALTH-3RD",
  redeemed_at: "2026-09-01T12:00:00Z",
  seat_spent: true,
  organization: { id: "o1", name: "Hamilton Schools" },
  classroom: { id: "c1", name: "3rd Period Health" },
  enrollments: [{ course_id: "k1", title: "Healthy habits" }],
};

const signedIn = { user, access_token: "t", expires_in: 900 };
const open = { "POST /codes/lookup": () => ({ body: lookup }) };

async function fillIn(email: string) {
  const hands = userEvent.setup({ delay: null });
  await hands.type(await screen.findByLabelText("Your name"), "Kim");
  await hands.type(screen.getByLabelText("Email"), email);
  await hands.type(screen.getByLabelText("Password"), "three words do");
  await hands.click(screen.getByRole("button", { name: "Join" }));
  return hands;
}

beforeEach(() => {
  // The page goes on by itself after a success, which jsdom cannot follow.
  vi.stubGlobal("scrollTo", vi.fn());
});

afterEach(() => {
  sessionStore.signOut();
  vi.unstubAllGlobals();
});

it("makes the account and joins with one request", async () => {
  const sent = answer({
    ...open,
    "POST /auth/register": () => ({
      status: 201,
      body: { ...signedIn, redemption, refusal: null },
    }),
  });
  renderIn("en", <JoinPage code="health 3rd" />);
  await fillIn("kim@hamiltonschools.org");
  expect(await screen.findByText("You are in 3rd Period Health")).toBeTruthy();
  expect(sent.map(({ path }) => path)).toEqual(["/codes/lookup", "/auth/register"]);
  expect(sent[1]?.body).toEqual({
    display_name: "Kim",
    email: "kim@hamiltonschools.org",
    password: "three words do",
    locale: "en",
    code: "HEALTH-3RD",
  });
  expect(sent[1]?.headers.get("Idempotency-Key")).toBeTruthy();
});

it("stops a wrong address before it becomes an account", async () => {
  const sent = answer(open);
  renderIn("en", <JoinPage code="HEALTH-3RD" />);
  await fillIn("kim@gmail.com");
  expect(screen.getByLabelText("Email").getAttribute("aria-invalid")).toBe("true");
  expect(sent).toHaveLength(1);
});

it("signs in who has an account, and joins", async () => {
  const sent = answer({
    ...open,
    "POST /auth/login": () => ({ body: signedIn }),
    "POST /me/redemptions": () => ({ status: 201, body: redemption }),
  });
  renderIn("en", <JoinPage code="HEALTH-3RD" />);
  const hands = userEvent.setup({ delay: null });
  await hands.click(await screen.findByRole("button", { name: "I have an account" }));
  await hands.type(screen.getByLabelText("Email or username"), "kim@hamiltonschools.org");
  await hands.type(screen.getByLabelText("Password"), "three words do");
  await hands.click(screen.getByRole("button", { name: "Sign in and join" }));
  expect(await screen.findByText("You are in 3rd Period Health")).toBeTruthy();
  expect(sent.at(-1)?.body).toEqual({ code: "HEALTH-3RD" });
});

it("goes on in the account that the person had before", async () => {
  const pending = { ...redemption, status: "pending_email", redeemed_at: null, enrollments: [] };
  const before = { ...user, id: "u0", email_verified: true, display_name: "Kim from last year" };
  answer({
    ...open,
    "POST /auth/register": () => ({
      status: 201,
      body: { ...signedIn, redemption: pending, refusal: null },
    }),
    "POST /auth/email-verification/confirm": () => ({
      body: {
        user: before,
        redemptions: [{ ...redemption, seat_spent: false }],
        refusals: [],
        session: { user: before, access_token: "old", expires_in: 900 },
      },
    }),
  });
  renderIn("en", <JoinPage code="HEALTH-3RD" />);
  const hands = await fillIn("kim@hamiltonschools.org");
  await hands.click(await screen.findByLabelText("6-digit number"));
  await hands.paste("123456");
  expect(await screen.findByText("This is the account you had")).toBeTruthy();
  expect(sessionStore.get()).toMatchObject({ token: "old", user: { id: "u0" } });
  expect(screen.getByRole("link", { name: "Open my class" })).toBeTruthy();
});

it("asks for the six digits where it stands, and goes in with them", async () => {
  const pending = { ...redemption, status: "pending_email", redeemed_at: null, enrollments: [] };
  answer({
    ...open,
    "POST /auth/register": () => ({
      status: 201,
      body: { ...signedIn, redemption: pending, refusal: null },
    }),
    "POST /auth/email-verification/confirm": () => ({
      body: {
        user: { ...user, email_verified: true },
        redemptions: [redemption],
        refusals: [],
        session: null,
      },
    }),
  });
  renderIn("en", <JoinPage code="HEALTH-3RD" />);
  const hands = await fillIn("kim@hamiltonschools.org");
  const digits = await screen.findByLabelText("6-digit number");
  // Pasted as people paste; the sixth digit sends.
  await hands.click(digits);
  await hands.paste(" 123 456 ");
  expect(await screen.findByText("You are in 3rd Period Health")).toBeTruthy();
});

it("keeps the account and says why when the code is refused", async () => {
  answer({
    ...open,
    "POST /auth/register": () => ({
      status: 201,
      body: { ...signedIn, redemption: null, refusal: { code: "classroom-full", status: 409 } },
    }),
  });
  renderIn("en", <JoinPage code="HEALTH-3RD" />);
  await fillIn("kim@hamiltonschools.org");
  expect((await screen.findByRole("alert")).textContent).toContain("This class is full");
  expect(screen.getByText(/Your account is ready/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Go to my home page" })).toBeTruthy();
});

it("tells a stranger nothing about a closed code", async () => {
  answer({ "POST /codes/lookup": () => ({ status: 404, body: { code: "code-unknown" } }) });
  renderIn("es", <JoinPage code="OLD-FLYER" />);
  await waitFor(() =>
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(
      "Este código no está abierto",
    ),
  );
});
