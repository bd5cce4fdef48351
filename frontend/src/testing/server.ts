import { vi } from "vitest";

type Answer = { status?: number; body?: unknown };

export interface Sent {
  method: string;
  path: string;
  body: unknown;
  headers: Headers;
}

/** Answers requests by "METHOD /path" below the API's base, and keeps what was asked. */
export function answer(answers: Record<string, (sent: Sent) => Answer>): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal(
    "fetch",
    vi.fn(async (url: string, init: RequestInit = {}) => {
      const path = String(url).replace("/api/v1", "");
      const request = {
        method: init.method ?? "GET",
        path,
        body: init.body ? JSON.parse(String(init.body)) : undefined,
        headers: new Headers(init.headers),
      };
      sent.push(request);
      const found = answers[`${request.method} ${path}`];
      const { status = 200, body } = found?.(request) ?? {
        status: 404,
        body: { code: "not-found" },
      };
      return new Response(body === undefined ? null : JSON.stringify(body), { status });
    }),
  );
  return sent;
}
