import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Versioned } from "@/api/client";
import type { Code, CodeBatch } from "@/api/types";
import { useT } from "@/i18n/context";
import { announce } from "@/ui/announce";
import { ErrorState } from "@/ui/ErrorState";
import { RowsSkeleton } from "@/ui/Skeletons";
import { FormDialog } from "@/ui/work/FormDialog";
import type { Option } from "@/ui/work/SearchSelect";
import { AlertsNotice } from "../guard/AlertsNotice";
import { useOrganization } from "../organizations/context";
import styles from "./CodeDialog.module.css";
import { CodeFields } from "./CodeFields";
import { CodePreview } from "./CodePreview";
import { KitDialog } from "./KitDialog";
import { batchActions, type CodeChanges, codeQuery } from "./queries";
import { useCodeForm } from "./useCodeForm";

/** Makes a code, and shows it as a ticket to hand out the moment it exists. */
export function NewCodeDialog(props: { classroom?: Option; onClose: () => void }) {
  const [made, setMade] = useState<Code | null>(null);
  if (made) return <KitDialog code={made} isNew onClose={props.onClose} />;
  return (
    <CodeFormDialog
      saved={null}
      classroom={props.classroom ?? null}
      onDone={setMade}
      onClose={props.onClose}
    />
  );
}

/** Edits a code; its newest version is loaded first. */
export function EditCodeDialog({ codeId, onClose }: { codeId: string; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useQuery(codeQuery(id, codeId));
  if (query.data) {
    const done = () => {
      announce(t("codes.form.saved"));
      onClose();
    };
    return <CodeFormDialog saved={query.data} classroom={null} onDone={done} onClose={onClose} />;
  }
  return (
    <Modal opened onClose={onClose} title={t("codes.form.editTitle")} size={920}>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowsSkeleton rows={6} />
      )}
    </Modal>
  );
}

/** Edits every code of a batch at once; the form shows one of them. */
export function EditBatchDialog(props: { saved: Versioned<CodeBatch>; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const { value: batch, version } = props.saved;
  const actions = batchActions(id);
  const many = {
    change: async (_: string, body: CodeChanges, ifMatch?: string) =>
      (await actions.change(batch.id, body, ifMatch)).sample,
    load: async () => {
      const fresh = await actions.load(batch.id);
      return { value: fresh.value.sample, version: fresh.version };
    },
  };
  const done = () => {
    announce(t("codes.form.saved"));
    props.onClose();
  };
  return (
    <CodeFormDialog
      saved={{ value: batch.sample, version }}
      classroom={null}
      many={many}
      title={t("codes.batch.editTitle", { count: batch.count })}
      onDone={done}
      onClose={props.onClose}
    />
  );
}

interface FormProps {
  many?: Parameters<typeof useCodeForm>[0]["many"];
  title?: string;
  saved: Versioned<Code> | null;
  classroom: Option | null;
  onDone: (code: Code) => void;
  onClose: () => void;
}

function CodeFormDialog({ saved, classroom, many, title, onDone, onClose }: FormProps) {
  const t = useT();
  const form = useCodeForm({ saved, classroom, many, onDone });
  return (
    <FormDialog
      opened
      onClose={onClose}
      size={920}
      title={title ?? t(saved ? "codes.form.editTitle" : "codes.form.newTitle")}
      submitLabel={t(saved ? "codes.form.save" : "codes.form.create")}
      busy={form.busy}
      problem={form.problem}
      onSubmit={form.submit}
      onReload={() => void form.reload()}
    >
      {saved ? (
        <AlertsNotice apart codeId={saved.value.id} onSettled={() => void form.reload()} />
      ) : null}
      <div className={styles.columns}>
        <CodeFields form={form} />
        <CodePreview form={form} />
      </div>
    </FormDialog>
  );
}
