import { useCallback, useState } from "react";

type Fields = Record<string, unknown>;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The fields of `draft` that differ from `base`: what a merge patch has to carry. */
export function changedFields<T extends object>(base: T, draft: T): Partial<T> {
  const changes: Fields = {};
  for (const [name, value] of Object.entries(draft)) {
    if (!same(value, (base as Fields)[name])) changes[name] = value;
  }
  return changes as Partial<T>;
}

/** What was typed, on top of what somebody else saved meanwhile. */
export const rebased = <T extends object>(base: T, draft: T, fresh: T): T => ({
  ...fresh,
  ...changedFields(base, draft),
});

/** The fields of a form: as they were loaded, and as they stand now. */
export function useDraft<T extends object>(initial: T) {
  const [{ base, draft }, setState] = useState({ base: initial, draft: initial });
  const set = useCallback(
    (changes: Partial<T>) => setState((now) => ({ ...now, draft: { ...now.draft, ...changes } })),
    [],
  );
  const rebase = useCallback(
    (fresh: T) => setState((now) => ({ base: fresh, draft: rebased(now.base, now.draft, fresh) })),
    [],
  );
  return { draft, set, rebase, changes: changedFields(base, draft) };
}
