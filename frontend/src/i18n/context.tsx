import { createContext, type ReactNode, use, useMemo } from "react";
import type { CourseMessages, LightMessages, Messages } from "./catalogs";
import { type Format, formatter } from "./format";
import { hasText, type Locale, type Translate, type Translated, translator } from "./translate";

interface I18n {
  locale: Locale;
  t: Translate<Messages>;
  has: (key: string) => boolean;
  format: Format;
}

const I18nContext = createContext<I18n | null>(null);

export function I18nProvider(props: {
  locale: Locale;
  /** The whole catalog, or the part of it that a light entry carries. */
  messages: Translated<Messages> | Translated<CourseMessages> | Translated<LightMessages>;
  children: ReactNode;
}) {
  const { locale, messages } = props;
  const value = useMemo<I18n>(
    () => ({
      locale,
      t: translator<Messages>(messages as Translated<Messages>, locale),
      has: (key) => hasText(messages, key),
      format: formatter(locale),
    }),
    [locale, messages],
  );
  return <I18nContext value={value}>{props.children}</I18nContext>;
}

function useI18n(): I18n {
  const value = use(I18nContext);
  if (!value) throw new Error("no I18nProvider above");
  return value;
}

/** The texts of the application. */
export const useT = (): Translate<Messages> => useI18n().t;

/** The texts that the join page carries too: what shared pieces and that page may use. */
export const useLightT = (): Translate<LightMessages> =>
  useI18n().t as unknown as Translate<LightMessages>;

/** The texts that the pages of a course carry. */
export const useCourseT = (): Translate<CourseMessages> =>
  useI18n().t as unknown as Translate<CourseMessages>;

/** For keys known only at run time, such as a refusal's code. */
export const useHasText = () => useI18n().has;

export const useLocale = (): Locale => useI18n().locale;
export const useFormat = (): Format => useI18n().format;
