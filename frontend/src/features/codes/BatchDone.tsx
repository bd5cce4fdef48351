import { Modal } from "@mantine/core";
import type { CodeBatch } from "@/api/types";
import { useT } from "@/i18n/context";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { Ticket } from "@/ui/Ticket";
import { useOrganization } from "../organizations/context";
import styles from "./Batch.module.css";
import { SheetButton } from "./SheetButton";

/** They exist: the file, and a word on handing them out. */
export function BatchDone({ batch, onClose }: { batch: CodeBatch; onClose: () => void }) {
  const t = useT();
  const { slug } = useOrganization();
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t("codes.batch.done", { count: batch.count })}
      closeButtonProps={{ "aria-label": t("ui.close") }}
    >
      <div className={styles.done}>
        <div className={styles.ticket}>
          <Ticket code={batch.sample.code} copies={false} size="small" />
        </div>
        <p>{t("codes.batch.doneText")}</p>
        <SheetButton batch={batch} wide />
        <RouterLinkButton
          kind="quiet"
          to="/o/$organization/codes/batches/$batch"
          params={{ organization: slug, batch: batch.id }}
        >
          {t("codes.batch.see")}
        </RouterLinkButton>
      </div>
    </Modal>
  );
}
