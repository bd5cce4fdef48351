import { useEffect, useSyncExternalStore } from "react";
import type { Problem } from "@/api/problem";
import { useCourseT } from "@/i18n/context";
import { announce } from "@/ui/announce";
import { hearRefused, hearSent } from "./desk";
import type { Kept } from "./outbox";
import { outbox, ownerHere } from "./post";

let refusal: { kept: Kept; problem: Problem } | null = null;
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function setRefusal(next: typeof refusal) {
  refusal = next;
  for (const listener of listeners) listener();
}

/** What the server did not take, until the student has read it. */
export const useRefusal = () => useSyncExternalStore(subscribe, () => refusal);
export const forgetRefusal = () => setRefusal(null);

/** Brings what the server answers onto the pages, once for all of them. */
export function useNews(): void {
  const t = useCourseT();
  useEffect(
    () =>
      outbox.hear({
        sent: (kept, answer) => {
          hearSent(kept, answer);
          if (outbox.trouble && waitingOf(ownerHere()).length === 0) {
            announce(t("learning.saved.sent"));
          }
        },
        refused: (kept, problem) => {
          setRefusal({ kept, problem });
          hearRefused(kept);
        },
      }),
    [t],
  );
}

const waitingOf = (owner: string | null) => outbox.all().filter((kept) => kept.owner === owner);

/** What of this student's waits on the device, oldest first. */
export function useWaiting(): Kept[] {
  const all = useSyncExternalStore(outbox.subscribe, outbox.all);
  const owner = ownerHere();
  return all.filter((kept) => kept.owner === owner);
}

export const useTrouble = () => useSyncExternalStore(outbox.subscribe, () => outbox.trouble);
