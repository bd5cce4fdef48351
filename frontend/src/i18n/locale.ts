import type { Locale } from "./translate";

const KEY = "homeroom.locale";

/** The language chosen in this browser, else the first of the browser's that we speak. */
export function preferredLocale(): Locale {
  const chosen = read();
  if (chosen) return chosen;
  for (const language of navigator.languages ?? []) {
    if (language.startsWith("es")) return "es";
    if (language.startsWith("en")) return "en";
  }
  return "en";
}

export function rememberLocale(locale: Locale) {
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    // Without storage the browser's own language serves next time.
  }
}

function read(): Locale | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "en" || value === "es" ? value : null;
  } catch {
    return null;
  }
}
