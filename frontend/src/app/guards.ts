import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { startSession } from "@/api/client";
import { sessionStore } from "@/api/session";
import type { Organization, User } from "@/api/types";
import { landingPath } from "@/features/accounts/session";
import { organizationsQuery } from "@/features/organizations/context";

/**
 * Guards keep people from pages that would only refuse them. They protect nothing: every
 * permission is the server's.
 */
export interface RouterContext {
  queryClient: QueryClient;
}

/** The signed-in person, else off to the sign-in page and back here afterwards. */
export async function requireUser({ location }: { location: { href: string } }): Promise<User> {
  await startSession();
  const { user, half } = sessionStore.get();
  // From where they start there is nothing to come back to: that depends on who they turn out to be.
  const search = half && location.href === "/home" ? {} : { next: location.href };
  if (!user) throw redirect({ to: "/sign-in", search });
  return user;
}

/** For the pages of people who are not signed in: whoever is goes on to where they start. */
export async function redirectSignedIn(): Promise<void> {
  // Without an answer from the server the page still opens; it needs none.
  await startSession().catch(() => {});
  const { user } = sessionStore.get();
  if (user) throw redirect({ href: landingPath(user) });
}

/** No such organization, or none of ours: the same to whoever asks. */
export class NotOnStaff extends Error {}

export async function requireOrganization(
  queryClient: QueryClient,
  slugOrId: string,
): Promise<Organization> {
  const organizations = await queryClient.ensureQueryData(organizationsQuery());
  const organization = findOrganization(organizations, slugOrId);
  if (!organization || organization.role === "student") throw new NotOnStaff();
  return organization;
}

/** Addresses carry the organization's short name, whatever link led here. */
export function requireSlug(organization: Organization, given: string, href: string): void {
  if (given !== organization.slug) {
    throw redirect({ href: href.replace(`/o/${given}`, `/o/${organization.slug}`), replace: true });
  }
}

/** Staff without the second step that their organization asks for set it up first. */
export function requireSecondFactor(user: User, organization: Organization, href: string): void {
  const role = user.roles.find((each) => each.organization_id === organization.id);
  if (role?.second_factor_missing) {
    throw redirect({ to: "/second-step", search: { next: href } });
  }
}

/** The same for operators, where the installation asks it of them. */
export function requireOperatorSecondFactor(user: User, href: string): void {
  if (user.operator_second_factor_missing) {
    throw redirect({ to: "/second-step", search: { next: href } });
  }
}

export const findOrganization = (organizations: Organization[], slugOrId: string) =>
  organizations.find((each) => each.slug === slugOrId || each.id === slugOrId);

export function requireAdmin({ context }: { context: { organization: Organization } }): void {
  const { role, slug } = context.organization;
  if (role !== "admin") {
    throw redirect({ to: "/o/$organization", params: { organization: slug } });
  }
}
