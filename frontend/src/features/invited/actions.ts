import { api } from "@/api/client";
import { sessionStore } from "@/api/session";
import type { AcceptedInvitation, Locale } from "@/api/types";

export const lookupInvitation = (token: string) =>
  api.post("/invitations/lookup", { body: { token } });

interface Newcomer {
  display_name: string;
  password: string;
  locale: Locale;
}

/** Accepts, as who is signed in or as somebody new; goes on in the session that comes of it, if one does. */
export async function acceptInvitation(
  token: string,
  as: Newcomer | { confirm_learner: boolean },
): Promise<AcceptedInvitation> {
  const accepted = await api.post("/invitations/accept", { body: { token, ...as } });
  if (accepted.session) sessionStore.signIn(accepted.session);
  return accepted;
}
