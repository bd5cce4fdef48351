import { useCallback, useSyncExternalStore } from "react";
import type { SelectedStudents } from "@/api/types";

/** Who is chosen: these, or everybody but these. */
export interface Chosen {
  everybody: boolean;
  ids: ReadonlySet<string>;
}

const NOBODY: Chosen = { everybody: false, ids: new Set() };

/**
 * The chosen rows of a list that may be thousands long. It lives beside React, so that choosing one
 * draws that row's box again and not the list.
 */
export class Selection {
  #chosen = NOBODY;
  readonly #listeners = new Set<() => void>();

  get = (): Chosen => this.#chosen;

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  has = (id: string): boolean => this.#chosen.everybody !== this.#chosen.ids.has(id);

  toggle = (id: string) => {
    const ids = new Set(this.#chosen.ids);
    if (!ids.delete(id)) ids.add(id);
    this.#become({ ...this.#chosen, ids });
  };

  everybody = () => this.#become({ everybody: true, ids: new Set() });

  clear = () => this.#become(NOBODY);

  /** Another search: "everybody" meant whom the last one found. */
  searchChanged = () => {
    if (this.#chosen.everybody) this.clear();
  };

  #become(chosen: Chosen) {
    this.#chosen = chosen;
    for (const listener of this.#listeners) listener();
  }
}

export const useChosen = (selection: Selection): Chosen =>
  useSyncExternalStore(selection.subscribe, selection.get);

export const useIsChosen = (selection: Selection, id: string): boolean =>
  useSyncExternalStore(
    selection.subscribe,
    useCallback(() => selection.has(id), [selection, id]),
  );

/** How many are chosen of `total` rows; null where nobody knows how many there are. */
export function countOf({ everybody, ids }: Chosen, total: number | null): number | null {
  if (!everybody) return ids.size;
  return total === null ? null : Math.max(0, total - ids.size);
}

/** The choice as a request names it. */
export function asRequest({ everybody, ids }: Chosen, q: string): SelectedStudents {
  return everybody ? { everybody, q: q || null, except_ids: [...ids] } : { student_ids: [...ids] };
}
