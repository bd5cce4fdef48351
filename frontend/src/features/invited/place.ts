/** What one is invited to, by name. */
export const placeOf = (invitation: {
  classroom: { name: string } | null;
  organization: { name: string };
}) => invitation.classroom?.name ?? invitation.organization.name;
