import { useState } from "react";
import type { Versioned } from "@/api/client";
import type { GuardMode, LeakGuard, Thresholds } from "@/api/types";
import { useT } from "@/i18n/context";
import { useDraft } from "@/lib/useDraft";
import { useSubmit } from "@/lib/useSubmit";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { changeGuard, loadGuard } from "./queries";

export type ThresholdName = keyof Thresholds;

/** Each with what the server takes. */
export const RANGES: Record<ThresholdName, [least: number, most: number]> = {
  burst_at_least: [5, 100_000],
  burst_times_usual: [2, 100],
  first_use_at_most: [5, 100_000],
  new_domains_at_most: [3, 1000],
  refused_at_most: [5, 100_000],
};

const flat = ({ mode, thresholds }: LeakGuard): { mode: GuardMode } & Thresholds => ({
  mode,
  ...thresholds,
});

/** The guard's settings as they are tried, and sent with the version they were changed from. */
export function useGuardForm(saved: Versioned<LeakGuard>) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const { draft, set, rebase, changes } = useDraft(flat(saved.value));
  const [version, setVersion] = useState(saved.version);
  const reload = async () => {
    const fresh = await loadGuard(id);
    rebase(flat(fresh.value));
    setVersion(fresh.version);
  };
  const sending = useSubmit(async () => {
    const { mode, ...thresholds } = changes;
    await changeGuard(id, { ...(mode ? { mode } : {}), thresholds }, version);
    await reload();
    notifyDone(t("guard.settings.saved"));
    refresh();
  });
  const { mode, ...thresholds } = draft;
  return {
    ...sending,
    mode,
    thresholds,
    defaults: saved.value.defaults,
    set,
    reload,
    changed: Object.keys(changes).length > 0,
  };
}

export type GuardFormState = ReturnType<typeof useGuardForm>;
