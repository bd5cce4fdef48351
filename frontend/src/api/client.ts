import { offline, Problem } from "./problem";
import { sessionStore } from "./session";
import type { SignedIn } from "./types";
import type { Answer, Args, Method, PathFor } from "./wire";

/** The only place that speaks to the server and touches the access token. */
const BASE = "/api/v1";

type Scalar = string | number | boolean;

/** A request without its types, as it is sent. */
interface RequestOptions {
  /** Fills `{name}` in the path. */
  path?: Record<string, string | number>;
  query?: Record<string, Scalar | null | undefined>;
  body?: unknown;
  /** A file, sent as it is under its own type instead of a body. */
  file?: Blob;
  idempotencyKey?: string;
  ifMatch?: string;
  signal?: AbortSignal;
  /** Goes out even if the page is left meanwhile. */
  keepalive?: boolean;
}

/** A thing that can be edited, and the version of it that the reader is looking at. */
export interface Versioned<T> {
  value: T;
  /** For `ifMatch`. */
  version: string | undefined;
}

type Call<M extends Method> = <P extends PathFor<M>>(
  path: P,
  ...options: Args<M, P>
) => Promise<Answer<M, P>>;

const call =
  <M extends Method>(method: M): Call<M> =>
  async (path, ...[options]) =>
    read(await respond(method, path, options as RequestOptions | undefined));

export const api = {
  get: call("get"),
  getVersioned: async <P extends PathFor<"get">>(
    path: P,
    ...[options]: Args<"get", P>
  ): Promise<Versioned<Answer<"get", P>>> => {
    const response = await respond("get", path, options as RequestOptions | undefined);
    const version = response.headers.get("ETag") ?? undefined;
    // Asked which of all answers this is, the compiler would give up.
    const value: unknown = await read(response);
    return { value, version } as Versioned<Answer<"get", P>>;
  },
  /** An answer to keep as a file, under the name that the server gives it. */
  getFile: async <P extends PathFor<"get">>(
    path: P,
    ...[options]: Args<"get", P>
  ): Promise<{ name: string; content: Blob }> => {
    const response = await respond("get", path, options as RequestOptions | undefined);
    const named = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "");
    return { name: named?.[1] ?? "homeroom", content: await response.blob() };
  },
  post: call("post"),
  /** Sends a file as it is, under its own type. */
  upload: async <P extends PathFor<"post">>(
    path: P,
    options: Pick<RequestOptions, "path" | "query" | "idempotencyKey"> & { file: Blob },
  ): Promise<Answer<"post", P>> => {
    const value: unknown = await read(await respond("post", path, options));
    return value as Answer<"post", P>;
  },
  put: call("put"),
  patch: call("patch"),
  delete: call("delete"),
};

/** A fresh key for one action of a person; reuse it when the same action is sent again. */
export function newActionKey(): string {
  // randomUUID exists only on secure origins; a school's test server may be plain http.
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

async function respond(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Response> {
  const used = sessionStore.get().token;
  let response = await send(method, path, options, used);
  // An access token lives for minutes: renew it once and repeat, so that nobody notices.
  if (response.status === 401 && used !== null && (await refresh())) {
    response = await send(method, path, options, sessionStore.get().token);
  }
  if (!response.ok) throw await readProblem(response);
  return response;
}

async function send(
  method: Method,
  path: string,
  options: RequestOptions,
  token: string | null,
): Promise<Response> {
  const headers = new Headers({ Accept: "application/json" });
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (options.body !== undefined) {
    headers.set(
      "Content-Type",
      method === "patch" ? "application/merge-patch+json" : "application/json",
    );
  }
  if (options.file) headers.set("Content-Type", options.file.type);
  if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey);
  if (options.ifMatch) headers.set("If-Match", options.ifMatch);
  try {
    return await fetch(urlOf(path, options), {
      method: method.toUpperCase(),
      headers,
      body: options.file ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      credentials: "same-origin",
      signal: options.signal,
      keepalive: options.keepalive,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw offline();
  }
}

function urlOf(path: string, { path: params = {}, query = {} }: RequestOptions): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`no value for {${name}} in ${path}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const suffix = search.size > 0 ? `?${search}` : "";
  return `${BASE}${filled}${suffix}`;
}

async function readProblem(response: Response): Promise<Problem> {
  const wait = Number(response.headers.get("Retry-After"));
  const retryAfter = Number.isFinite(wait) && wait > 0 ? wait : null;
  try {
    const body = await response.json();
    return new Problem({ ...body, status: response.status }, retryAfter);
  } catch {
    // A proxy's own page, or nothing: the status is all there is to go by.
    return new Problem({ status: response.status }, retryAfter);
  }
}

let refreshing: Promise<boolean> | null = null;

/** Renews the session from the cookie; false when the person has to sign in again. */
export function refresh(): Promise<boolean> {
  refreshing ??= lockedRefresh().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

// The cookie rotates, and a replayed one ends the session everywhere: two tabs must take turns.
async function lockedRefresh(): Promise<boolean> {
  if ("locks" in navigator) return navigator.locks.request("homeroom-refresh", renew);
  return renew();
}

async function renew(): Promise<boolean> {
  const response = await send("post", "/auth/refresh", {}, null);
  if (response.ok) {
    sessionStore.signIn((await response.json()) as SignedIn);
    return true;
  }
  // Only a plain "no" ends the session; a server in trouble does not sign anybody out.
  if (response.status === 401) {
    sessionStore.signOut();
    return false;
  }
  throw await readProblem(response);
}

let started: Promise<void> | null = null;

/**
 * Picks up the session of an earlier visit; asked any number of times, it tries once. Rejects
 * when the server could not be asked, which is not the same as being signed out.
 */
export function startSession(): Promise<void> {
  started ??= (async () => {
    if (sessionStore.wasSignedIn()) await refresh();
  })().catch((error: unknown) => {
    started = null;
    throw error;
  });
  return started;
}
