import { Modal } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Code, CodeChange } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Rich } from "@/ui/work/Rich";
import { useOrganization } from "../organizations/context";
import styles from "./HistoryDialog.module.css";
import { codeStory } from "./history";
import { codeHistoryQuery } from "./queries";

/** Everything that ever became of a code, newest first, as sentences. */
export function HistoryDialog({ code, onClose }: { code: Code; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const { id, time_zone } = useOrganization();
  const query = useInfiniteQuery(codeHistoryQuery(id, code.id));
  const when = (change: CodeChange) => format.wallClock(change.occurred_at, time_zone);
  const columns: Column<CodeChange>[] = [
    {
      key: "when",
      header: t("codeLife.history.when"),
      from: "tablet",
      width: "13rem",
      render: when,
    },
    {
      key: "what",
      header: t("codeLife.history.what"),
      render: (change) => (
        <span className={styles.line}>
          <span>
            <Rich text={codeStory(change, { t, format })} />
          </span>
          <span className={styles.when}>{when(change)}</span>
        </span>
      ),
    },
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      size={760}
      title={t("codeLife.history.title", { code: code.code })}
      closeButtonProps={{ "aria-label": t("ui.close") }}
    >
      <DataTable
        label={t("codeLife.history.list")}
        columns={columns}
        rowKey={(change) => change.id}
        query={query}
        empty={
          <EmptyState title={t("codeLife.history.empty")} text={t("codeLife.history.emptyText")} />
        }
      />
    </Modal>
  );
}
