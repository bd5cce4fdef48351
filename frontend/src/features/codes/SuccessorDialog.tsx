import { useState } from "react";
import type { Code } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useSubmit } from "@/lib/useSubmit";
import { announce } from "@/ui/announce";
import { FormDialog } from "@/ui/work/FormDialog";
import type { Option } from "@/ui/work/SearchSelect";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { codeActions } from "./queries";
import { SuccessorField } from "./SuccessorField";

/** Names, or takes back, what a deleted code leads to. */
export function SuccessorDialog({ code, onClose }: { code: Code; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const explainField = useExplainField();
  const { successor } = code;
  const [chosen, setChosen] = useState<Option | null>(
    successor && { value: successor.id, label: successor.code },
  );
  const { busy, problem, submit } = useSubmit(async () => {
    await codeActions(id).change(code.id, { successor_id: chosen?.value ?? null });
    announce(t("codeLife.successor.saved"));
    refresh();
    onClose();
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t("codeLife.successor.title", { code: code.code })}
      submitLabel={t("codeLife.successor.save")}
      busy={busy}
      problem={problem}
      onSubmit={() => void submit()}
    >
      <SuccessorField
        code={code}
        value={chosen}
        onChange={setChosen}
        error={explainField(problem, "/successor_id")}
      />
    </FormDialog>
  );
}
