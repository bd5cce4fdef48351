import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { NewOrganization, OperatorOrganization } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useSubmit } from "@/lib/useSubmit";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { ZoneField } from "@/ui/work/ZoneField";
import { createOrganization, OPERATOR_KEY } from "./queries";
import { suggestSlug } from "./slug";

const EMPTY = { name: "", slug: null as string | null, admin_email: "", admin_name: "" };

/** Makes an organization and invites its first admin. */
export function NewOrganizationDialog(props: {
  onClose: () => void;
  onDone: (organization: OperatorOrganization) => void;
}) {
  const t = useT();
  const queries = useQueryClient();
  const run = useAction();
  const explainField = useExplainField();
  const [draft, setDraft] = useState(EMPTY);
  const [zone, setZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [tried, setTried] = useState(false);
  const set = (changes: Partial<typeof EMPTY>) => setDraft((now) => ({ ...now, ...changes }));
  // Follows the name until somebody writes another one.
  const slug = draft.slug ?? suggestSlug(draft.name);
  const { busy, problem, submit } = useSubmit(async () => {
    const body: NewOrganization = {
      name: draft.name.trim(),
      slug,
      time_zone: zone,
      admin_email: draft.admin_email.trim(),
      ...(draft.admin_name.trim() ? { admin_name: draft.admin_name.trim() } : {}),
    };
    const made = await run(body, (key) => createOrganization(body, key));
    notifyDone(t("operator.form.created", made));
    void queries.invalidateQueries({ queryKey: OPERATOR_KEY });
    props.onClose();
    props.onDone(made);
  });
  const missing = {
    name: draft.name.trim() === "" ? t("work.missing") : null,
    slug: slug === "" ? t("operator.form.slugMissing") : null,
    email: draft.admin_email.trim() === "" ? t("operator.form.emailMissing") : null,
  };
  const error = (mine: string | null, pointer: string) =>
    (tried ? mine : null) ?? explainField(problem, pointer);
  return (
    <FormDialog
      opened
      onClose={props.onClose}
      title={t("operator.form.title")}
      submitLabel={t("operator.form.submit")}
      busy={busy}
      problem={problem}
      onSubmit={() => {
        setTried(true);
        if (Object.values(missing).every((each) => each === null)) void submit();
      }}
    >
      <TextInput
        label={t("operator.form.name")}
        placeholder={t("operator.form.namePlaceholder")}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={error(missing.name, "/name")}
        maxLength={120}
      />
      <TextInput
        label={t("operator.form.slug")}
        description={t("operator.form.slugHint")}
        value={slug}
        onChange={(event) => set({ slug: event.currentTarget.value.toLowerCase() })}
        error={error(missing.slug, "/slug")}
        maxLength={62}
        autoCapitalize="none"
        spellCheck={false}
      />
      <ZoneField
        label={t("operator.form.zone")}
        value={zone}
        onChange={setZone}
        error={explainField(problem, "/time_zone")}
      />
      <TextInput
        type="email"
        label={t("operator.form.adminEmail")}
        description={t("operator.form.adminEmailHint")}
        value={draft.admin_email}
        onChange={(event) => set({ admin_email: event.currentTarget.value })}
        error={error(missing.email, "/admin_email")}
        autoComplete="off"
        maxLength={254}
      />
      <TextInput
        label={t("work.optional", { label: t("operator.form.adminName") })}
        value={draft.admin_name}
        onChange={(event) => set({ admin_name: event.currentTarget.value })}
        error={explainField(problem, "/admin_name")}
        autoComplete="off"
        maxLength={100}
      />
    </FormDialog>
  );
}
