import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { StaffMember, Team, TeamRequest } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useDraft } from "@/lib/useDraft";
import { useSubmit } from "@/lib/useSubmit";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import type { Option } from "@/ui/work/SearchSelect";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { ClassroomsField } from "./ClassroomsField";
import { inviteStaff } from "./queries";
import { RoleField } from "./RoleField";
import { TeamDone, troubled } from "./TeamDone";

/** One colleague or the whole team, with their classrooms, in one window. */
export function AddStaff({ onClose }: { onClose: () => void }) {
  const [team, setTeam] = useState<Team | null>(null);
  if (team) return <TeamDone team={team} onClose={onClose} />;
  return <TeamForm onClose={onClose} onTrouble={setTeam} />;
}

interface Draft {
  addresses: string;
  role: StaffMember["role"];
  title: string;
  classrooms: Option[];
}

function TeamForm(props: { onClose: () => void; onTrouble: (team: Team) => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const explainField = useExplainField();
  const { draft, set } = useDraft<Draft>({
    addresses: "",
    role: "teacher",
    title: "",
    classrooms: [],
  });
  const [tried, setTried] = useState(false);
  const { busy, problem, submit } = useSubmit(async () => {
    const body: TeamRequest = {
      addresses: draft.addresses,
      role: draft.role,
      title: draft.title.trim(),
      // An admin reaches every classroom without being assigned.
      classroom_ids: draft.role === "teacher" ? draft.classrooms.map(({ value }) => value) : [],
    };
    const team = await run(body, (key) => inviteStaff(id, body, key));
    const count = team.lines.length - troubled(team).length;
    if (count > 0) notifyDone(t("staff.form.addedMany", { count }));
    refresh();
    if (troubled(team).length > 0) props.onTrouble(team);
    else props.onClose();
  });
  const missing = draft.addresses.trim() === "";
  return (
    <FormDialog
      opened
      onClose={props.onClose}
      title={t("staff.form.addTitle")}
      submitLabel={t("staff.form.submit")}
      busy={busy}
      problem={problem}
      onSubmit={() => {
        setTried(true);
        if (!missing) void submit();
      }}
    >
      <Textarea
        label={t("staff.form.addresses")}
        description={t("staff.form.addressesHint")}
        value={draft.addresses}
        onChange={(event) => set({ addresses: event.currentTarget.value })}
        error={
          tried && missing ? t("staff.form.emailMissing") : explainField(problem, "/addresses")
        }
        autosize
        minRows={2}
        maxRows={6}
        autoComplete="off"
        spellCheck={false}
      />
      <RoleField value={draft.role} onChange={(role) => set({ role })} />
      {draft.role === "teacher" ? (
        <ClassroomsField value={draft.classrooms} onChange={(classrooms) => set({ classrooms })} />
      ) : null}
      <TitleField
        value={draft.title}
        onChange={(title) => set({ title })}
        error={explainField(problem, "/title")}
      />
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
