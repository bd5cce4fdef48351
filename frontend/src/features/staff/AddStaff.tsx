import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { NewStaffMember, StaffMember } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useSubmit } from "@/lib/useSubmit";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { addStaff } from "./queries";
import { RoleField } from "./RoleField";

export function AddStaff({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const explainField = useExplainField();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [title, setTitle] = useState("");
  const [role, setRole] = useState<StaffMember["role"]>("teacher");
  const [tried, setTried] = useState(false);
  const { busy, problem, submit } = useSubmit(async () => {
    const body: NewStaffMember = {
      email: email.trim(),
      role,
      title: title.trim(),
      ...(name.trim() ? { display_name: name.trim() } : {}),
    };
    const added = await run(body, (key) => addStaff(id, body, key));
    notifyDone(t("staff.form.added", { name: added.display_name }));
    refresh();
    onClose();
  });
  const missing = email.trim() === "";
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t("staff.form.addTitle")}
      submitLabel={t("staff.form.submit")}
      busy={busy}
      problem={problem}
      onSubmit={() => {
        setTried(true);
        if (!missing) void submit();
      }}
    >
      <TextInput
        type="email"
        label={t("staff.form.email")}
        description={t("staff.form.emailHint")}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={tried && missing ? t("staff.form.emailMissing") : explainField(problem, "/email")}
        autoComplete="off"
        maxLength={254}
      />
      <TextInput
        label={t("staff.form.name")}
        description={t("staff.form.nameHint")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={explainField(problem, "/display_name")}
        autoComplete="off"
        maxLength={100}
      />
      <RoleField value={role} onChange={setRole} />
      <TitleField value={title} onChange={setTitle} error={explainField(problem, "/title")} />
    </FormDialog>
  );
}

export function TitleField(props: {
  value: string;
  onChange: (title: string) => void;
  error: string | null;
}) {
  const t = useT();
  return (
    <TextInput
      label={t("staff.form.title")}
      description={t("staff.form.titleHint")}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
      maxLength={100}
    />
  );
}
