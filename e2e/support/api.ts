import { randomUUID } from "node:crypto";
import createClient, { type Client } from "openapi-fetch";
import type { paths } from "../../frontend/src/api/schema";

export type Api = Client<paths>;

/** Where the server of this run is reached. */
export function url(): string {
  const url = process.env.HOMEROOM_URL;
  if (!url) throw new Error("no server: run `npm test`, or set HOMEROOM_URL");
  return url;
}

/** The API as its own specification describes it, as whoever the token belongs to. */
export function api(token?: string): Api {
  return createClient<paths>({
    baseUrl: url(),
    headers: token ? { Authorization: `Bearer ${token}` } : {},
  });
}

/** For requests that create or redeem: each call is an action of its own. */
export const once = () => ({ header: { "Idempotency-Key": randomUUID() } });

/** What the server answered, or its problem as an error. */
export async function answer<T>(
  pending: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await pending;
  if (!response.ok || data === undefined || data === null) {
    throw new Error(`${response.status} ${response.url}: ${JSON.stringify(error)}`);
  }
  return data;
}

export interface Person {
  name: string;
  email: string;
  password: string;
}

export async function signIn({
  email,
  password,
}: Pick<Person, "email" | "password">): Promise<Api> {
  const body = { email, password };
  return api((await answer(api().POST("/api/v1/auth/login", { body }))).access_token);
}
