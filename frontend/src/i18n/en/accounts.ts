/** Signing in and up, and one's own account. */
export const accounts = {
  name: "Your name",
  email: "Email",
  password: "Password",
  passwordHint: "At least 10 characters. A short sentence works well.",
} as const;
