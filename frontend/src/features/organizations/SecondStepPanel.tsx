import { Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Versioned } from "@/api/client";
import type { Organization } from "@/api/types";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Panel } from "@/ui/Panel";
import { Refusal } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { useUser } from "../accounts/session";
import { changeOrganization } from "./queries";
import styles from "./SettingsForm.module.css";

/** Whether staff need the second step. Who asks it of others has it: nobody shuts themself out. */
export function SecondStepPanel({ saved }: { saved: Versioned<Organization> }) {
  const t = useT();
  const user = useUser();
  const queries = useQueryClient();
  const { id, requires_second_factor: required } = saved.value;
  const { busy, problem, submit, setProblem } = useSubmit(async (requires: boolean) => {
    await changeOrganization(id, { requires_second_factor: requires }, saved.version);
    await queries.invalidateQueries({ queryKey: ["organizations"] });
    notifyDone(t(requires ? "security.setting.on" : "security.setting.off"));
  });
  const reload = () =>
    queries.invalidateQueries({ queryKey: ["organizations"] }).then(() => setProblem(null));
  const mayTurnOn = required || user.second_factor;
  return (
    <Panel title={t("security.setting.title")}>
      <div className={styles.form}>
        <Refusal problem={problem} onReload={() => void reload()} />
        <p className={styles.faint}>{t("security.setting.text")}</p>
        <Switch
          label={t("security.setting.label")}
          checked={required}
          disabled={!mayTurnOn || busy}
          onChange={(event) => void submit(event.currentTarget.checked)}
        />
        {mayTurnOn ? null : (
          <p className={styles.faint}>
            {t("security.setting.first")} <Link to="/me">{t("security.setting.mine")}</Link>
          </p>
        )}
      </div>
    </Panel>
  );
}
