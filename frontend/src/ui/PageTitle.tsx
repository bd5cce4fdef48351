import { useEffect } from "react";

const NAME = "Homeroom";

/** What the browser's tab and a screen reader call this page. */
export function PageTitle({ title }: { title?: string }) {
  useEffect(() => {
    document.title = title ? `${title} · ${NAME}` : NAME;
  }, [title]);
  return null;
}
