/** The people who work for an organization. */
export const staff = {
  role: { admin: "Admin", teacher: "Teacher" },
} as const;
