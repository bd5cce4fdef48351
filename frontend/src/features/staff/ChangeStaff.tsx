import type { StaffMember } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useDraft } from "@/lib/useDraft";
import { useSubmit } from "@/lib/useSubmit";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { TitleField } from "./AddStaff";
import { changeStaff } from "./queries";
import { RoleField } from "./RoleField";

export function ChangeStaff({ person, onClose }: { person: StaffMember; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const explainField = useExplainField();
  const { draft, set, changes } = useDraft({ role: person.role, title: person.title });
  const { busy, problem, submit } = useSubmit(async () => {
    await changeStaff(id, person.staff_id, changes);
    notifyDone(t("staff.form.saved"));
    refresh();
    onClose();
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t("staff.form.editTitle", { name: person.display_name })}
      submitLabel={t("staff.form.save")}
      busy={busy}
      problem={problem}
      onSubmit={() => void submit()}
    >
      <RoleField value={draft.role} onChange={(role) => set({ role })} />
      <TitleField
        value={draft.title}
        onChange={(title) => set({ title })}
        error={explainField(problem, "/title")}
      />
    </FormDialog>
  );
}
