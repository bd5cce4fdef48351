import type { EmailDomain } from "@/api/types";

/**
 * Whether an address could pass a code's domain rule, to spare people an account with the wrong
 * address. The server judges; where this cannot tell (no domain yet, other scripts) it says yes.
 */
export function mayPass(email: string, domains: EmailDomain[]): boolean {
  if (domains.length === 0) return true;
  const domain = email.trim().toLowerCase().split("@")[1];
  if (!domain || !isAscii(domain) || domains.some((each) => !isAscii(each.domain))) return true;
  return domains.some(
    (each) =>
      domain === each.domain.toLowerCase() ||
      (each.include_subdomains && domain.endsWith(`.${each.domain.toLowerCase()}`)),
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is what ASCII means
const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);
