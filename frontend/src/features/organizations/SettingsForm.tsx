import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import type { Versioned } from "@/api/client";
import type { Organization } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useDraft } from "@/lib/useDraft";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { Refusal } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { ZoneField } from "@/ui/work/ZoneField";
import { changeOrganization, loadOrganization } from "./queries";
import styles from "./SettingsForm.module.css";

const draftOf = ({ name, time_zone, contact_email }: Organization) => ({
  name,
  time_zone,
  contact_email: contact_email ?? "",
});

/** Sends what was changed, and the version it was changed from. */
function useSettings(saved: Versioned<Organization>) {
  const t = useT();
  const queries = useQueryClient();
  const { id } = saved.value;
  const { draft, set, rebase, changes } = useDraft(draftOf(saved.value));
  const [version, setVersion] = useState(saved.version);
  // Something else on the page may have changed it: what this form sends, it changes and nothing else.
  useEffect(() => setVersion(saved.version), [saved.version]);
  const reload = async () => {
    const fresh = await loadOrganization(id);
    rebase(draftOf(fresh.value));
    setVersion(fresh.version);
  };
  const sending = useSubmit(async () => {
    const { contact_email, ...rest } = changes;
    await changeOrganization(
      id,
      {
        ...rest,
        ...(contact_email === undefined ? {} : { contact_email: contact_email.trim() || null }),
      },
      version,
    );
    await reload();
    notifyDone(t("organizations.settings.saved"));
    void queries.invalidateQueries({ queryKey: ["organizations"] });
  });
  return { ...sending, draft, set, reload, changed: Object.keys(changes).length > 0 };
}

export function SettingsForm({ saved }: { saved: Versioned<Organization> }) {
  const t = useT();
  const explainField = useExplainField();
  const form = useSettings(saved);
  const { draft, set, problem } = form;
  const missing = draft.name.trim() === "";
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!missing && !form.busy) void form.submit();
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <Refusal
        problem={problem}
        onReload={() => void form.reload().then(() => form.setProblem(null))}
      />
      <TextInput
        label={t("organizations.settings.name")}
        description={t("organizations.settings.nameHint")}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={missing ? t("work.missing") : explainField(problem, "/name")}
        maxLength={120}
      />
      <div className={styles.fixed}>
        <strong>{t("organizations.settings.slug")}</strong>
        <code>{saved.value.slug}</code>
        <span className={styles.faint}>{t("organizations.settings.slugHint")}</span>
      </div>
      <Zone value={draft.time_zone} onChange={(time_zone) => set({ time_zone })} />
      <TextInput
        type="email"
        label={t("organizations.settings.contact")}
        description={t("organizations.settings.contactHint")}
        value={draft.contact_email}
        onChange={(event) => set({ contact_email: event.currentTarget.value })}
        error={explainField(problem, "/contact_email")}
        maxLength={254}
      />
      <div>
        <Button type="submit" busy={form.busy} disabled={!form.changed}>
          {t("organizations.settings.save")}
        </Button>
      </div>
    </form>
  );
}

function Zone({ value, onChange }: { value: string; onChange: (zone: string) => void }) {
  const t = useT();
  const format = useFormat();
  const time = format.wallClock(new Date().toISOString(), value);
  return (
    <div className={styles.fixed}>
      <ZoneField
        label={t("organizations.settings.zone")}
        description={t("organizations.settings.zoneHint")}
        value={value}
        onChange={onChange}
      />
      <span className={styles.faint}>{t("organizations.settings.zoneNow", { time })}</span>
    </div>
  );
}
