import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from "react";
import type { Messages } from "./catalogs";
import { I18nProvider } from "./context";
import { preferredLocale, rememberLocale } from "./locale";
import type { Locale, Translated } from "./translate";

type Catalog = Translated<Messages>;

const load: Record<Locale, () => Promise<Catalog>> = {
  en: async () => (await import("./en")).en,
  es: async () => (await import("./es")).es,
};

const SwitchContext = createContext<(locale: Locale) => void>(() => {});

/** Starts fetching the reader's language; call before rendering to save a round trip. */
export const preloadLocale = async () => {
  const locale = preferredLocale();
  return { locale, messages: await load[locale]() };
};

/** Only one language is ever downloaded, until the reader asks for the other. */
export function LocaleProvider(props: {
  initial: { locale: Locale; messages: Catalog };
  children: ReactNode;
}) {
  const [current, setCurrent] = useState(props.initial);
  const change = useCallback(async (locale: Locale) => {
    const messages = await load[locale]();
    rememberLocale(locale);
    setCurrent({ locale, messages });
  }, []);
  useEffect(() => {
    document.documentElement.lang = current.locale;
  }, [current.locale]);
  const changeNow = useMemo(() => (locale: Locale) => void change(locale), [change]);
  return (
    <SwitchContext value={changeNow}>
      <I18nProvider locale={current.locale} messages={current.messages}>
        {props.children}
      </I18nProvider>
    </SwitchContext>
  );
}

export const useChangeLocale = () => use(SwitchContext);
