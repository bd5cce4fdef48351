import { createContext, type ReactNode, use, useCallback, useEffect, useState } from "react";
import type { CourseMessages, LightMessages, Messages } from "./catalogs";
import { I18nProvider } from "./context";
import { rememberLocale } from "./locale";
import type { Locale, Translated } from "./translate";

type Catalog = Translated<Messages> | Translated<CourseMessages> | Translated<LightMessages>;

const SwitchContext = createContext<(locale: Locale) => void>(() => {});

/** Only one language is downloaded, until the reader asks for the other. */
export function LocaleProvider(props: {
  initial: { locale: Locale; messages: Catalog };
  load: (locale: Locale) => Promise<Catalog>;
  children: ReactNode;
}) {
  const { initial, load, children } = props;
  const [current, setCurrent] = useState(initial);
  const change = useCallback(
    (locale: Locale) => {
      rememberLocale(locale);
      // Should the other language not arrive, the page stays readable in this one.
      load(locale)
        .then((messages) => setCurrent({ locale, messages }))
        .catch(() => {});
    },
    [load],
  );
  useEffect(() => {
    document.documentElement.lang = current.locale;
  }, [current.locale]);
  return (
    <SwitchContext value={change}>
      <I18nProvider locale={current.locale} messages={current.messages}>
        {children}
      </I18nProvider>
    </SwitchContext>
  );
}

export const useChangeLocale = () => use(SwitchContext);
