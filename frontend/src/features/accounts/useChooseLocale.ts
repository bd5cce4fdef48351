import { api } from "@/api/client";
import { sessionStore } from "@/api/session";
import type { Locale } from "@/api/types";
import { useChangeLocale } from "@/i18n/LocaleProvider";

/** Switches the language at once, and remembers it with the account. */
export function useChooseLocale(): (locale: Locale) => void {
  const change = useChangeLocale();
  return (locale) => {
    change(locale);
    if (!sessionStore.get().user) return;
    api
      .patch("/me", { body: { locale } })
      .then(sessionStore.updateUser)
      // The browser remembers it anyway; mail will follow the next time it is chosen.
      .catch(() => {});
  };
}
