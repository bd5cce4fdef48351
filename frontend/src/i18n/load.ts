import type { Messages } from "./catalogs";
import { preferredLocale } from "./locale";
import type { Locale, Translated } from "./translate";

type Catalog = Translated<Messages>;

const catalogs: Record<Locale, () => Promise<Catalog>> = {
  en: async () => (await import("./en")).en,
  es: async () => (await import("./es")).es,
};

export const loadCatalog = (locale: Locale): Promise<Catalog> => catalogs[locale]();

/** The reader's language; asked before the first rendering. */
export async function loadPreferred() {
  const locale = preferredLocale();
  return { locale, messages: await loadCatalog(locale) };
}
