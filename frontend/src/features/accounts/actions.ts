import { api } from "@/api/client";
import { sessionStore } from "@/api/session";
import type { Locale, Registered, SignedIn, VerificationConfirmed } from "@/api/types";

export interface NewAccount {
  display_name: string;
  email: string;
  password: string;
  locale: Locale;
  code?: string;
}

/** Makes the account and signs in with it; a code that was refused does not stop that. */
export async function register(account: NewAccount, idempotencyKey: string): Promise<Registered> {
  const registered = await api.post("/auth/register", {
    body: account,
    idempotencyKey,
  });
  sessionStore.signIn(registered);
  return registered;
}

export async function signIn(email: string, password: string): Promise<SignedIn> {
  const signedIn = await api.post("/auth/login", { body: { email, password } });
  sessionStore.signIn(signedIn);
  return signedIn;
}

/** By the secret of a sign-in card. */
export async function signInWithCard(secret: string): Promise<SignedIn> {
  const signedIn = await api.post("/auth/card", { body: { secret } });
  sessionStore.signIn(signedIn);
  return signedIn;
}

/** The code from the phone, or a recovery code: what makes half a session a whole one. */
export async function giveSecondFactor(code: string): Promise<SignedIn> {
  const signedIn = await api.post("/auth/second-factor", { body: { code } });
  sessionStore.signIn(signedIn);
  return signedIn;
}

/** Back to the password: half a session is of no use to anybody. */
export async function signOutQuietly(): Promise<void> {
  await api.post("/auth/logout").catch(() => {});
  sessionStore.signOut();
}

export const sendVerification = () => api.post("/auth/email-verification");

export async function confirmVerification(code: string): Promise<VerificationConfirmed> {
  const confirmed = await api.post("/auth/email-verification/confirm", {
    body: { code },
  });
  // The address may lead into an account the person had: then this page goes on in that one.
  if (confirmed.session) sessionStore.signIn(confirmed.session);
  else sessionStore.updateUser(confirmed.user);
  return confirmed;
}

export const requestReset = (email: string) =>
  api.post("/auth/password-reset", { body: { email } });

export const lookupResetLink = (token: string) =>
  api.post("/auth/password-reset/lookup", { body: { token } });

export async function setPassword(token: string, password: string): Promise<SignedIn> {
  const signedIn = await api.post("/auth/password-reset/confirm", {
    body: { token, password },
  });
  sessionStore.signIn(signedIn);
  return signedIn;
}
