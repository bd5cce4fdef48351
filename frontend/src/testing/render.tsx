import { type RenderResult, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nProvider } from "@/i18n/context";
import { en } from "@/i18n/en";
import { es } from "@/i18n/es";

/** Renders with the whole catalog of one language. */
export function renderIn(locale: "en" | "es", children: ReactNode): RenderResult {
  return render(
    <I18nProvider locale={locale} messages={locale === "en" ? en : es}>
      {children}
    </I18nProvider>,
  );
}
