import type { EmailDomain } from "@/api/types";
import { useFormat, useLightT } from "@/i18n/context";

/** The email domains of a code as one phrase, or nothing when every address will do. */
export function useDomains(domains: EmailDomain[]): string | null {
  const t = useLightT();
  const format = useFormat();
  if (domains.length === 0) return null;
  return format.alternatives(
    domains.map(({ domain, include_subdomains }) =>
      include_subdomains ? t("join.subdomains", { domain }) : domain,
    ),
  );
}
