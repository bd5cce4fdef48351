import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ComponentProps, ReactNode } from "react";
import { LocaleProvider } from "@/i18n/LocaleProvider";

export function Providers(props: {
  queryClient: QueryClient;
  locale: ComponentProps<typeof LocaleProvider>["initial"];
  children: ReactNode;
}) {
  return (
    <QueryClientProvider client={props.queryClient}>
      <LocaleProvider initial={props.locale}>{props.children}</LocaleProvider>
    </QueryClientProvider>
  );
}
