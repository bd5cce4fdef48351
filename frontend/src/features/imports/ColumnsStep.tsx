import { useState } from "react";
import type { Versioned } from "@/api/client";
import type { Import, ImportColumns } from "@/api/types";
import { useT } from "@/i18n/context";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { Refusal } from "@/ui/work/FormDialog";
import { ColumnList } from "./ColumnList";
import styles from "./imports.module.css";
import { Reading } from "./Reading";
import { useSave } from "./useSave";

/** One of them says who somebody is: without an address they get a username. */
const WHO = ["email", "username", "name", "first_name", "last_name"] as const;

/** The second step of a table: what is in which column. */
export function ColumnsStep(props: { saved: Versioned<Import>; onDone: () => void }) {
  const { saved, onDone } = props;
  const list = saved.value;
  const t = useT();
  const [columns, setColumns] = useState<ImportColumns>(list.columns);
  const { busy, problem, save } = useSave(saved);
  const usable = WHO.some((kind) => columns[kind] !== null);
  const next = async () => {
    const same = JSON.stringify(columns) === JSON.stringify(list.columns);
    if (same || (await save({ columns }))) onDone();
  };
  return (
    <div className={styles.narrow}>
      <Panel title={t("imports.columns.title")}>
        <div className={styles.fields}>
          <p className={styles.faint}>{t("imports.columns.text")}</p>
          <ColumnList list={list} columns={columns} onChange={setColumns} />
          <Reading
            list={list}
            onChange={async (changes) => {
              const read = await save(changes);
              if (read) setColumns(read.columns);
            }}
          />
          {usable && columns.email === null ? <p>{t("imports.columns.noAddresses")}</p> : null}
          {usable ? null : <p role="alert">{t("imports.columns.noEmail")}</p>}
          <Refusal problem={problem} />
          <div className={styles.actions}>
            <Button busy={busy} aria-disabled={!usable} onClick={() => usable && void next()}>
              {t("imports.columns.next")}
            </Button>
          </div>
        </div>
      </Panel>
    </div>
  );
}
