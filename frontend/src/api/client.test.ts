import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, refresh } from "./client";
import type { Problem } from "./problem";
import { sessionStore } from "./session";
import type { SignedIn } from "./types";

const signedIn = (token: string): SignedIn => ({
  user: {
    id: "u1",
    email: "ada@example.org",
    username: null,
    email_verified: true,
    display_name: "Ada",
    locale: "en",
    operator: false,
    operator_second_factor_missing: false,
    second_factor: false,
    roles: [],
  },
  access_token: token,
  expires_in: 900,
  second_factor_due: false,
});

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

const fetchMock = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal("fetch", fetchMock);
  sessionStore.signIn(signedIn("old"));
});

afterEach(() => {
  fetchMock.mockReset();
  sessionStore.signOut();
  vi.unstubAllGlobals();
});

const sent = (call: number) => new Headers(fetchMock.mock.calls[call]?.[1]?.headers);
const paths = () => fetchMock.mock.calls.map(([url]) => String(url));

describe("client", () => {
  it("renews an ended access token once and repeats the request", async () => {
    fetchMock
      .mockResolvedValueOnce(json({ code: "token-expired" }, 401))
      .mockResolvedValueOnce(json(signedIn("new")))
      .mockResolvedValueOnce(json({ id: "u1" }));
    await api.get("/me");
    expect(paths()).toEqual(["/api/v1/me", "/api/v1/auth/refresh", "/api/v1/me"]);
    expect(sent(0).get("Authorization")).toBe("Bearer old");
    expect(sent(2).get("Authorization")).toBe("Bearer new");
  });

  it("refreshes once for many that ask at the same time", async () => {
    fetchMock.mockResolvedValue(json(signedIn("new")));
    await Promise.all([refresh(), refresh(), refresh()]);
    expect(fetchMock).toHaveBeenCalledTimes(1);
  });

  it("signs out when the server ends the session, not when it is in trouble", async () => {
    fetchMock.mockResolvedValueOnce(json({ code: "unexpected" }, 503));
    await expect(refresh()).rejects.toMatchObject({ status: 503 });
    expect(sessionStore.get().user).not.toBeNull();
    fetchMock.mockResolvedValueOnce(json({ code: "session-ended" }, 401));
    expect(await refresh()).toBe(false);
    expect(sessionStore.get().user).toBeNull();
  });

  it("reads a problem with its code, fields and waiting time", async () => {
    const body = {
      code: "too-many-attempts",
      detail: "Wait.",
      request_id: "r1",
      errors: [{ pointer: "/code", code: "x", detail: "y" }],
    };
    fetchMock.mockResolvedValueOnce(json(body, 429, { "Retry-After": "30" }));
    const problem = await api
      .post("/me/redemptions", { body: { code: "X" } })
      .catch((error: Problem) => error as Problem);
    expect(problem).toMatchObject({ status: 429, code: "too-many-attempts", retryAfter: 30 });
    expect((problem as Problem).field("/code")?.detail).toBe("y");
  });

  it("calls an unreachable server by its name", async () => {
    fetchMock.mockRejectedValueOnce(new TypeError("failed to fetch"));
    await expect(api.get("/me")).rejects.toMatchObject({ code: "offline", status: 0 });
  });

  it("fills paths and leaves empty filters out", async () => {
    fetchMock.mockResolvedValueOnce(json({}));
    await api.get("/organizations/{organization_id}/codes", {
      path: { organization_id: "a/b" },
      query: { q: "", state: "active", cursor: null },
    });
    expect(paths()).toEqual(["/api/v1/organizations/a%2Fb/codes?state=active"]);
  });
});
