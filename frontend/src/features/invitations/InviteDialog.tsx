import { NativeSelect, Textarea } from "@mantine/core";
import type { Locale } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { FormDialog } from "@/ui/work/FormDialog";
import { type Option, SearchSelect } from "@/ui/work/SearchSelect";
import { useClassroomOptions } from "../classrooms/useClassroomOptions";
import { useOrganization } from "../organizations/context";
import styles from "./Invitations.module.css";
import { InvitePreview } from "./InvitePreview";
import { type InviteForm, useInviteForm } from "./useInviteForm";

interface Props {
  /** Where they are invited to; without one it is chosen in the window. */
  classroom: Option | null;
  onClose: () => void;
}

/** Addresses as they are pasted, and at once what becomes of each. */
export function InviteDialog({ classroom, onClose }: Props) {
  const t = useT();
  const form = useInviteForm(classroom, onClose);
  const count = form.plan?.mailed ?? 0;
  return (
    <FormDialog
      opened
      onClose={onClose}
      size={640}
      title={t("invitations.form.title")}
      submitLabel={
        count > 0 ? t("invitations.form.submit", { count }) : t("invitations.form.nobody")
      }
      busy={form.busy}
      problem={form.problem}
      onSubmit={form.submit}
    >
      {classroom ? null : <PlaceField form={form} />}
      <AddressField form={form} />
      <InvitePreview form={form} />
      <MailFields form={form} />
    </FormDialog>
  );
}

function PlaceField({ form }: { form: InviteForm }) {
  const t = useT();
  const { role, name } = useOrganization();
  const explainField = useExplainField();
  const admin = role === "admin";
  return (
    <SearchSelect
      label={t("invitations.form.place")}
      description={admin ? t("invitations.form.placeHint", { organization: name }) : undefined}
      value={form.draft.classroom}
      onChange={(classroom) => form.set({ classroom })}
      useOptions={useClassroomOptions}
      clearable={admin}
      error={
        form.missingRoom
          ? t("invitations.form.placeMissing")
          : explainField(form.problem, "/classroom_id")
      }
    />
  );
}

function AddressField({ form }: { form: InviteForm }) {
  const t = useT();
  const explainField = useExplainField();
  return (
    <Textarea
      label={t("invitations.form.addresses")}
      description={t("invitations.form.addressesHint")}
      placeholder={t("invitations.form.addressesExample")}
      value={form.draft.addresses}
      onChange={(event) => form.set({ addresses: event.currentTarget.value })}
      error={form.missingAddresses ? t("work.missing") : explainField(form.problem, "/addresses")}
      autosize
      minRows={3}
      maxRows={8}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

const DAYS = [1, 3, 7, 14, 30, 60];

function MailFields({ form }: { form: InviteForm }) {
  const t = useT();
  return (
    <div className={styles.fields}>
      <NativeSelect
        label={t("invitations.form.days")}
        value={String(form.draft.days)}
        onChange={(event) => form.set({ days: Number(event.currentTarget.value) })}
        data={DAYS.map((count) => ({
          value: String(count),
          label: t("invitations.form.dayCount", { count }),
        }))}
      />
      <NativeSelect
        label={t("invitations.form.locale")}
        description={t("invitations.form.localeHint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={form.draft.locale}
        onChange={(event) => form.set({ locale: event.currentTarget.value as Locale })}
        data={[
          { value: "en", label: t("ui.language.en") },
          { value: "es", label: t("ui.language.es") },
        ]}
      />
    </div>
  );
}
