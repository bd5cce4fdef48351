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
import { useNewestCode } from "./useNewestCode";

/** Names, or takes back, what a deleted code leads to. */
export function SuccessorDialog(props: { code: Code; onClose: () => void }) {
  const { onClose } = props;
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const explainField = useExplainField();
  const { code, version, reload } = useNewestCode(props.code);
  const { successor } = code;
  const [touched, setChosen] = useState<Option | null | undefined>();
  const named = successor && { value: successor.id, label: successor.code };
  const chosen = touched === undefined ? named : touched;
  const { busy, problem, submit, setProblem } = useSubmit(async () => {
    const body = { successor_id: chosen?.value ?? null };
    await codeActions(id).change(code.id, body, await version());
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
      onReload={() => void reload().then(() => setProblem(null))}
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
