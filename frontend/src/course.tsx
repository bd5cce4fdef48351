import "./ui/base";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { CourseApp } from "./features/learning/CourseApp";
import { course as english } from "./i18n/en/course";
import { course as spanish } from "./i18n/es/course";
import { LocaleProvider } from "./i18n/LocaleProvider";
import { preferredLocale } from "./i18n/locale";
import type { Locale } from "./i18n/translate";
import { applyColorScheme } from "./ui/colorScheme";

applyColorScheme();

// Both languages are aboard: together they weigh less than a second request.
const messagesOf = (locale: Locale) => (locale === "es" ? spanish : english);
const load = async (locale: Locale) => messagesOf(locale);

const root = document.getElementById("root");
if (!root) throw new Error("course.html has no #root");

const locale = preferredLocale();
createRoot(root).render(
  <StrictMode>
    <LocaleProvider initial={{ locale, messages: messagesOf(locale) }} load={load}>
      <CourseApp />
    </LocaleProvider>
  </StrictMode>,
);
