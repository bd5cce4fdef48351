import { Switch } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import { asProblem } from "@/api/problem";
import type { Code } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { announce } from "@/ui/announce";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { codeActions } from "./queries";

/** Turns at once and goes back when the server says no. */
export function EnabledSwitch({ code }: { code: Code }) {
  const t = useT();
  const explain = useExplain();
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
      const { title, text } = explain(asProblem(error));
      notifications.show({ color: "red", title, message: text });
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
