import { Switch } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Code } from "@/api/types";
import { useT } from "@/i18n/context";
import { announce } from "@/ui/announce";
import { useNotifyProblem } from "@/ui/work/useNotifyProblem";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { codeActions } from "./queries";

/** Turns at once and goes back when the server says no. */
export function EnabledSwitch({ code }: { code: Code }) {
  const t = useT();
  const notifyProblem = useNotifyProblem();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const [wanted, setWanted] = useState<boolean | null>(null);
  // Whatever was saved since, here or in the window, goes before what was wished for here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: every saved change counts
  useEffect(() => setWanted(null), [code.updated_at]);
  const change = async (enabled: boolean) => {
    setWanted(enabled);
    try {
      await codeActions(id).change(code.id, { enabled });
      announce(t(enabled ? "codes.switchedOn" : "codes.switchedOff", { code: code.code }));
      refresh();
    } catch (error) {
      notifyProblem(error);
      setWanted(null);
    }
  };
  return (
    <Switch
      size="md"
      aria-label={t("codes.switch", { code: code.code })}
      checked={wanted ?? code.enabled}
      onChange={(event) => void change(event.currentTarget.checked)}
    />
  );
}
