import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Organization } from "@/api/types";
import { OrganizationContext } from "@/features/organizations/context";
import { I18nProvider } from "@/i18n/context";
import { en } from "@/i18n/en";

const SCHOOL: Organization = {
  id: "org",
  name: "Hamilton Schools",
  slug: "hamilton-schools",
  time_zone: "America/New_York",
  contact_email: null,
  requires_second_factor: false,
  status: "active",
  role: "admin",
  created_at: "2026-09-01T12:00:00Z",
  updated_at: "2026-09-01T12:00:00Z",
};

// The component library asks for these, and jsdom has neither.
window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
  }) as unknown as MediaQueryList;
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

/** What stands around every screen of the staff: the school, its admin's role, English. */
export function Staff({ children }: { children: ReactNode }) {
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: false } } }),
  );
  return (
    <QueryClientProvider client={queries}>
      <I18nProvider locale="en" messages={en}>
        <MantineProvider env="test">
          <OrganizationContext value={SCHOOL}>{children}</OrganizationContext>
        </MantineProvider>
      </I18nProvider>
    </QueryClientProvider>
  );
}
