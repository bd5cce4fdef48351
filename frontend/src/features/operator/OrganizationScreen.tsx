export function OrganizationScreen(_props: { organizationId: string }) {
  return null;
}
