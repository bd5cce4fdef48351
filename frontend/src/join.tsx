import "./ui/base";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { JoinPage } from "./features/join/JoinPage";
import { light as english } from "./i18n/en/light";
import { light as spanish } from "./i18n/es/light";
import { LocaleProvider } from "./i18n/LocaleProvider";
import { preferredLocale } from "./i18n/locale";
import type { Locale } from "./i18n/translate";
import { applyColorScheme } from "./ui/colorScheme";

applyColorScheme();

// Both languages are aboard: together they weigh less than a second request.
const messagesOf = (locale: Locale) => (locale === "es" ? spanish : english);
const load = async (locale: Locale) => messagesOf(locale);

/** The code of /join/<code>; an address somebody garbled is a code nobody knows. */
function codeOfAddress(): string {
  const written = window.location.pathname.split("/")[2] ?? "";
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

const root = document.getElementById("root");
if (!root) throw new Error("join.html has no #root");

const locale = preferredLocale();
createRoot(root).render(
  <StrictMode>
    <LocaleProvider initial={{ locale, messages: messagesOf(locale) }} load={load}>
      <JoinPage code={codeOfAddress()} />
    </LocaleProvider>
  </StrictMode>,
);
