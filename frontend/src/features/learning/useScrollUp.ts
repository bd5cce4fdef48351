import { useLayoutEffect } from "react";

/** A page that was just opened begins at its top. */
export function useScrollUp(opened: boolean): void {
  useLayoutEffect(() => {
    window.history.scrollRestoration = "manual";
    if (opened) window.scrollTo(0, 0);
  }, [opened]);
}
