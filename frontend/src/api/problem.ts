import type { ProblemBody, ProblemField } from "./types";

/** What went wrong, as the server said it (RFC 9457), or as close as the browser can tell. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly fields: ProblemField[];
  /** What to use instead, where that is known: the code that took the place of an old one. */
  readonly instead: string | null;
  /** Seconds to wait before trying again, where the server said so. */
  readonly retryAfter: number | null;

  constructor(body: Partial<ProblemBody> & { status: number }, retryAfter: number | null = null) {
    super(body.detail ?? body.title ?? `HTTP ${body.status}`);
    this.name = "Problem";
    this.status = body.status;
    this.code = body.code ?? fallbackCode(body.status);
    this.requestId = body.request_id ?? null;
    this.fields = body.errors ?? [];
    this.instead = body.instead ?? null;
    this.retryAfter = retryAfter;
  }

  /** The complaint about one field of the request, found by its JSON pointer (`/email`). */
  field(pointer: string): ProblemField | undefined {
    return this.fields.find((field) => field.pointer === pointer);
  }
}

/** The server could not be reached at all. */
export function offline(): Problem {
  return new Problem({ status: 0, code: "offline" });
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // A part of the page that could not be loaded, too, is a matter of the connection.
  if (!navigator.onLine) return offline();
  return new Problem({ status: 0, code: "unexpected" });
}

function fallbackCode(status: number): string {
  if (status === 404) return "not-found";
  if (status === 401) return "session-ended";
  if (status === 403) return "not-allowed";
  if (status === 412) return "changed-meanwhile";
  if (status === 429) return "too-many-attempts";
  return "unexpected";
}
