import { useSyncExternalStore } from "react";
import { api } from "@/api/client";
import { sessionStore } from "@/api/session";
import type { User } from "@/api/types";

export const useMaybeUser = (): User | null =>
  useSyncExternalStore(sessionStore.subscribe, () => sessionStore.get().user);

/** The signed-in person; for screens behind the guard. */
export function useUser(): User {
  const user = useMaybeUser();
  // While the guard is on its way to the sign-in page there is nobody, for one render.
  return user ?? NOBODY;
}

const NOBODY: User = {
  id: "",
  email: null,
  username: null,
  email_verified: false,
  display_name: "",
  locale: "en",
  operator: false,
  operator_second_factor_missing: false,
  second_factor: false,
  roles: [],
};

/** Half of a session: the password was right, and the code from the phone is missing. */
export const useHalfSession = (): boolean =>
  useSyncExternalStore(sessionStore.subscribe, () => sessionStore.get().half);

/** Signs out and stays on the page. */
export async function signOut(): Promise<void> {
  try {
    await api.post("/auth/logout");
  } finally {
    // Signed out here in any case: nobody should be kept by a broken connection.
    sessionStore.signOut();
  }
}

/** Signs out for good and starts afresh: on a shared device nothing stays in the page's memory. */
export async function leave(next = "/"): Promise<void> {
  await api.post("/auth/logout").catch(() => {});
  sessionStore.forget();
  window.location.assign(next);
}

export const isStaff = (user: User) => user.roles.some((role) => role.role !== "student");

/** Where a person starts: by the most they may do. */
export function landingPath(user: User): string {
  const staff = user.roles.find((role) => role.role !== "student");
  if (user.operator && !staff) return "/operator";
  if (staff) return `/o/${staff.organization_id}`;
  return "/home";
}
