import { Radio } from "@mantine/core";
import { useState } from "react";
import type { Code } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useSubmit } from "@/lib/useSubmit";
import { announce } from "@/ui/announce";
import { FormDialog } from "@/ui/work/FormDialog";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./CodeDialog.module.css";
import { CodeTextInput } from "./CodeTextInput";
import { KitDialog } from "./KitDialog";
import { codeActions } from "./queries";
import { useNewestCode } from "./useNewestCode";

/** Gives a code another text, and shows the new ticket to hand out the moment it works. */
export function RotateDialog({ code, onClose }: { code: Code; onClose: () => void }) {
  const [rotated, setRotated] = useState<Code | null>(null);
  if (rotated) return <KitDialog code={rotated} isNew onClose={onClose} />;
  return <RotateForm code={code} onDone={setRotated} onClose={onClose} />;
}

type Why = "leak" | "reprint";

function RotateForm(props: { code: Code; onDone: (code: Code) => void; onClose: () => void }) {
  const { onDone, onClose } = props;
  const { code, version, reload } = useNewestCode(props.code);
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const explainField = useExplainField();
  const [why, setWhy] = useState<Why>("leak");
  const [text, setText] = useState("");
  const { busy, problem, submit, setProblem } = useSubmit(async () => {
    const chosen = text.trim();
    const body = { name_successor: why === "reprint", ...(chosen ? { code: chosen } : {}) };
    const seen = await version();
    const sent = { ...body, seen };
    const rotated = await run(sent, (key) => codeActions(id).rotate(code.id, body, key, seen));
    announce(t("codeLife.rotate.done", { code: rotated.code }));
    refresh();
    onDone(rotated);
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t("codeLife.rotate.title", { code: code.code })}
      submitLabel={t("codeLife.rotate.submit")}
      busy={busy}
      problem={problem}
      onSubmit={() => void submit()}
      onReload={() => void reload().then(() => setProblem(null))}
    >
      <div className={styles.fields}>
        <p>{t("codeLife.rotate.intro")}</p>
        <Radio.Group
          label={t("codeLife.rotate.why")}
          value={why}
          onChange={(value) => setWhy(value === "leak" ? "leak" : "reprint")}
        >
          <div className={styles.fields} style={{ gap: 12, marginTop: 8 }}>
            <Radio
              value="leak"
              label={t("codeLife.rotate.leak")}
              description={t("codeLife.rotate.leakText")}
            />
            <Radio
              value="reprint"
              label={t("codeLife.rotate.reprint")}
              description={t("codeLife.rotate.reprintText")}
            />
          </div>
        </Radio.Group>
        <CodeTextInput
          label={t("codeLife.rotate.text")}
          description={t("codeLife.rotate.textHint")}
          value={text}
          onChange={setText}
          error={explainField(problem, "/code")}
          maxLength={60}
        />
        <p className={styles.hint}>{t("codeLife.rotate.forever", { code: code.code })}</p>
      </div>
    </FormDialog>
  );
}
