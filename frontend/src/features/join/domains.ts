import type { EmailDomain } from "@/api/types";
import { useFormat } from "@/i18n/context";

/**
 * How the addresses of a code end, as one phrase ("@a.org or b.org"), or nothing when every
 * address will do. Where the domains below count too, no @ stands before the name.
 */
export function useDomains(domains: EmailDomain[]): string | null {
  const format = useFormat();
  if (domains.length === 0) return null;
  return format.alternatives(
    domains.map(({ domain, include_subdomains }) => (include_subdomains ? domain : `@${domain}`)),
  );
}
