/** What stands after the @ of whatever somebody typed or pasted. */
export const domainOf = (typed: string): string =>
  (typed.trim().toLowerCase().split("@").at(-1) ?? "").replace(/\.$/, "");
