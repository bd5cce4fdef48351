import { useCallback, useEffect, useRef, useState } from "react";
import { useLightT } from "@/i18n/context";
import { announce } from "./announce";

/** Copies a text, says so aloud, and reports "copied" for two seconds. */
export function useCopy(text: string): { copied: boolean; copy: () => Promise<void> } {
  const t = useLightT();
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = useCallback(async () => {
    if (!(await write(text))) {
      announce(t("ui.copyFailed"));
      return;
    }
    announce(t("ui.copied"));
    setCopied(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(false), 2000);
  }, [text, t]);
  return { copied, copy };
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeBySelection(text);
  }
}

// The clipboard interface is missing on plain http, where a school's own server may live.
function writeBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
  }
}
