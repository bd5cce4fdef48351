import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ComponentProps, type ReactNode, useEffect } from "react";
import { useMaybeUser } from "@/features/accounts/session";
import { useLocale } from "@/i18n/context";
import { LocaleProvider, useChangeLocale } from "@/i18n/LocaleProvider";
import { loadCatalog } from "@/i18n/load";

export function Providers(props: {
  queryClient: QueryClient;
  locale: ComponentProps<typeof LocaleProvider>["initial"];
  children: ReactNode;
}) {
  return (
    <QueryClientProvider client={props.queryClient}>
      <LocaleProvider initial={props.locale} load={loadCatalog}>
        <FollowUserLocale />
        {props.children}
      </LocaleProvider>
    </QueryClientProvider>
  );
}

/** The language of the account goes before the browser's, on whatever device. */
function FollowUserLocale() {
  const chosen = useMaybeUser()?.locale;
  const locale = useLocale();
  const change = useChangeLocale();
  // Only when the account says something new: a switch made here reaches it a moment later.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (chosen && chosen !== locale) change(chosen);
  }, [chosen]);
  return null;
}
