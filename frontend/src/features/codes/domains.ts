/** Everybody can have an address there, so a rule that names one keeps nobody out. */
const PUBLIC_MAIL = new Set([
  "aol.com",
  "gmail.com",
  "gmx.com",
  "googlemail.com",
  "hotmail.com",
  "icloud.com",
  "live.com",
  "mail.com",
  "me.com",
  "msn.com",
  "outlook.com",
  "outlook.es",
  "proton.me",
  "protonmail.com",
  "yahoo.com",
  "yahoo.es",
  "ymail.com",
  "zoho.com",
]);

/** What stands after the @ of whatever somebody typed or pasted. */
export const domainOf = (typed: string): string =>
  (typed.trim().toLowerCase().split("@").at(-1) ?? "").replace(/\.$/, "");

export const isPublicMail = (domain: string): boolean => PUBLIC_MAIL.has(domainOf(domain));
