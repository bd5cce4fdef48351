import { useEffect } from "react";
import { announce } from "./announce";

const NAME = "Homeroom";
let first = true;

/** What the browser's tab calls this page; a screen reader hears it when the page changes. */
export function PageTitle({ title }: { title?: string }) {
  useEffect(() => {
    document.title = title ? `${title} · ${NAME}` : NAME;
    // The browser itself reads the first one out.
    if (!first && title) announce(title);
    first = false;
  }, [title]);
  return null;
}
