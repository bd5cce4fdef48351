import { useSyncExternalStore } from "react";

export type ColorSchemeChoice = "auto" | "light" | "dark";

const KEY = "homeroom.color-scheme";
const listeners = new Set<() => void>();
const dark = () => globalThis.matchMedia?.("(prefers-color-scheme: dark)");

let choice: ColorSchemeChoice = read();

function read(): ColorSchemeChoice {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : "auto";
  } catch {
    return "auto";
  }
}

function notify() {
  for (const listener of listeners) listener();
}

/** Marks the document; call before the first paint. The stylesheets follow the attribute. */
export function applyColorScheme() {
  document.documentElement.setAttribute("data-mantine-color-scheme", resolved());
}

function resolved(): "light" | "dark" {
  if (choice !== "auto") return choice;
  return dark()?.matches ? "dark" : "light";
}

export function chooseColorScheme(next: ColorSchemeChoice) {
  choice = next;
  try {
    if (next === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // The choice then lasts as long as the page.
  }
  applyColorScheme();
  notify();
}

function subscribe(listener: () => void) {
  const followDevice = () => {
    applyColorScheme();
    listener();
  };
  listeners.add(listener);
  dark()?.addEventListener("change", followDevice);
  return () => {
    listeners.delete(listener);
    dark()?.removeEventListener("change", followDevice);
  };
}

export const useColorSchemeChoice = () => useSyncExternalStore(subscribe, () => choice);
export const useColorScheme = () => useSyncExternalStore(subscribe, resolved);
