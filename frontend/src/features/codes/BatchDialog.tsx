import { useState } from "react";
import type { CodeBatch } from "@/api/types";
import { useT } from "@/i18n/context";
import { FormDialog } from "@/ui/work/FormDialog";
import type { Option } from "@/ui/work/SearchSelect";
import { BatchDone } from "./BatchDone";
import { BatchFields } from "./BatchFields";
import { BatchPreview } from "./BatchPreview";
import styles from "./CodeDialog.module.css";
import { useBatchForm } from "./useBatchForm";

interface Props {
  classroom?: Option;
  onClose: () => void;
}

/** Makes many codes, and hands them over as a file the moment they exist. */
export function NewBatchDialog({ classroom, onClose }: Props) {
  const [made, setMade] = useState<CodeBatch | null>(null);
  if (made) return <BatchDone batch={made} onClose={onClose} />;
  return <BatchFormDialog classroom={classroom ?? null} onDone={setMade} onClose={onClose} />;
}

function BatchFormDialog(props: {
  classroom: Option | null;
  onDone: (batch: CodeBatch) => void;
  onClose: () => void;
}) {
  const t = useT();
  const form = useBatchForm(props);
  return (
    <FormDialog
      opened
      onClose={props.onClose}
      size={920}
      title={t("codes.batch.newTitle")}
      submitLabel={t("codes.batch.create", { count: form.count ?? 0 })}
      busy={form.each.busy}
      problem={form.each.problem}
      onSubmit={form.each.submit}
    >
      <div className={styles.columns}>
        <BatchFields form={form} />
        <BatchPreview form={form} />
      </div>
    </FormDialog>
  );
}
