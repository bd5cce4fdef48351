import { offline, Problem } from "./problem";
import { sessionStore } from "./session";
import type { SignedIn } from "./types";

/** The only place that speaks to the server and touches the access token. */
const BASE = "/api/v1";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Scalar = string | number | boolean;

export interface RequestOptions {
  /** Fills `{name}` in the path. */
  path?: Record<string, string>;
  /** Null and undefined are left out. */
  query?: Record<string, Scalar | null | undefined>;
  body?: unknown;
  /** One key for each thing a person does, kept for retries: see `useAction`. */
  idempotencyKey?: string;
  /** The version the person was looking at (`"v3"`), sent as If-Match. */
  ifMatch?: string;
  signal?: AbortSignal;
}

/** A thing that can be edited, and the version of it that the reader is looking at. */
export interface Versioned<T> {
  value: T;
  /** For `ifMatch`. */
  version: string | undefined;
}

export const api = {
  get: <T>(path: string, options?: RequestOptions) => request<T>("GET", path, options),
  getVersioned: async <T>(path: string, options?: RequestOptions): Promise<Versioned<T>> => {
    const response = await respond("GET", path, options);
    const version = response.headers.get("ETag") ?? undefined;
    return { value: (await response.json()) as T, version };
  },
  post: <T>(path: string, options?: RequestOptions) => request<T>("POST", path, options),
  put: <T>(path: string, options?: RequestOptions) => request<T>("PUT", path, options),
  patch: <T>(path: string, options?: RequestOptions) => request<T>("PATCH", path, options),
  delete: <T = void>(path: string, options?: RequestOptions) => request<T>("DELETE", path, options),
};

/** A fresh key for one action of a person; reuse it when the same action is sent again. */
export function newActionKey(): string {
  // randomUUID exists only on secure origins; a school's test server may be plain http.
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

async function request<T>(method: Method, path: string, options?: RequestOptions): Promise<T> {
  const response = await respond(method, path, options);
  if (response.status === 204 || response.headers.get("content-length") === "0") {
    return undefined as T;
  }
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
      method === "PATCH" ? "application/merge-patch+json" : "application/json",
    );
  }
  if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey);
  if (options.ifMatch) headers.set("If-Match", options.ifMatch);
  try {
    return await fetch(urlOf(path, options), {
      method,
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      credentials: "same-origin",
      signal: options.signal,
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
  const response = await send("POST", "/auth/refresh", {}, null);
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
