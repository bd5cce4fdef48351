import { useSyncExternalStore } from "react";

/** Which page of a course is open: /courses/ENROLLMENT, /courses/ENROLLMENT/2, and #quiz at its quiz. */
export interface Address {
  enrollment: string;
  position: number | null;
  quiz: boolean;
}

export const coursePath = (enrollment: string) => `/courses/${enrollment}`;
export const lessonPath = (enrollment: string, position: number) =>
  `/courses/${enrollment}/${position}`;
export const quizPath = (enrollment: string, position: number) =>
  `${lessonPath(enrollment, position)}#quiz`;

export function readAddress(pathname: string, hash: string): Address {
  const [, , enrollment = "", place] = pathname.split("/");
  const position = place && /^\d{1,4}$/.test(place) ? Number(place) : null;
  return { enrollment, position, quiz: position !== null && hash === "#quiz" };
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

const written = () => window.location.pathname + window.location.hash;

/** Opens another page of a course without loading anything again. */
export function go(path: string, how: "push" | "replace" = "push"): void {
  if (path === written()) return;
  if (how === "push") window.history.pushState(null, "", path);
  else window.history.replaceState(null, "", path);
  for (const listener of listeners) listener();
}

export function useAddress(): Address {
  const [pathname = "", hash = ""] = useSyncExternalStore(subscribe, written).split("#");
  return readAddress(pathname, hash ? `#${hash}` : "");
}
