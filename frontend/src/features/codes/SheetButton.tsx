import { IconDownload } from "@tabler/icons-react";
import type { CodeBatch } from "@/api/types";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { Refusal } from "@/ui/work/FormDialog";
import { useOrganization } from "../organizations/context";
import { saveSheet } from "./batch";

/** Every code of a batch as a file for a spreadsheet or a mail merge. */
export function SheetButton({ batch, wide }: { batch: CodeBatch; wide?: boolean }) {
  const t = useT();
  const { id } = useOrganization();
  const { busy, problem, submit } = useSubmit(() => saveSheet(id, batch));
  return (
    <>
      <Refusal problem={problem} />
      <Button wide={wide} busy={busy} onClick={() => void submit()}>
        <IconDownload size={18} aria-hidden="true" />
        {t("codes.batch.download")}
      </Button>
    </>
  );
}
