import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { itemsOf } from "@/api/list";
import type { Page } from "@/api/types";
import { useLightT } from "@/i18n/context";
import styles from "./DataTable.module.css";
import { ErrorState } from "./ErrorState";
import { Button } from "./plain/Button";
import { RowsSkeleton } from "./Skeletons";

export interface Column<Row> {
  key: string;
  header: ReactNode;
  render: (row: Row) => ReactNode;
  /** Numbers stand at the end of their column. */
  align?: "start" | "end";
  /** Left out on narrower screens: what is not needed to recognize the row. */
  from?: "tablet" | "desktop";
  width?: string;
}

interface Props<Row> {
  /** Read out as the table's name. */
  label: string;
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  query: UseInfiniteQueryResult<InfiniteData<Page<Row>>>;
  /** A click or Enter on a row. Put a real link into the first cell as well. */
  onOpen?: (row: Row) => void;
  empty: ReactNode;
}

/** A list of the server: skeleton, rows, "load more", nothing there, and what went wrong. */
export function DataTable<Row>({ query, empty, ...table }: Props<Row>) {
  const t = useLightT();
  if (query.isPending) return <RowsSkeleton />;
  if (query.isError && !query.data) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  const rows = itemsOf(query.data);
  if (rows.length === 0) return empty;
  return (
    <div className={styles.wrap}>
      <Rows {...table} rows={rows} />
      {query.isFetchNextPageError ? (
        <ErrorState error={query.error} onRetry={() => void query.fetchNextPage()} />
      ) : null}
      {query.hasNextPage && !query.isFetchNextPageError ? (
        <div className={styles.more}>
          <span>{t("ui.rowCount", { count: rows.length })}</span>
          <Button
            kind="quiet"
            busy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("ui.loadMore")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

type RowsProps<Row> = Omit<Props<Row>, "query" | "empty"> & { rows: Row[] };

/** The table alone, for lists that are already at hand. */
export function Rows<Row>({ label, columns, rowKey, rows, onOpen }: RowsProps<Row>) {
  const className = (column: Column<Row>) =>
    [column.from ? styles[column.from] : "", column.align === "end" ? styles.end : ""].join(" ");
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={className(column)}
                style={{ width: column.width }}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              tabIndex={onOpen ? 0 : undefined}
              data-opens={onOpen ? true : undefined}
              onClick={onOpen ? (event) => openByClick(event, () => onOpen(row)) : undefined}
              onKeyDown={onOpen ? (event) => moveOrOpen(event, () => onOpen(row)) : undefined}
            >
              {columns.map((column) => (
                <td key={column.key} className={className(column)}>
                  {column.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// A click that meant something inside the row, or marked its text, does not open it.
function openByClick(event: MouseEvent<HTMLTableRowElement>, open: () => void) {
  const inside = (event.target as Element).closest("a, button, input, label, [role=menuitem]");
  if (inside || window.getSelection()?.toString()) return;
  // A menu of this row is drawn elsewhere, yet its clicks arrive here too.
  if (!event.currentTarget.contains(event.target as Node)) return;
  open();
}

function moveOrOpen(event: KeyboardEvent<HTMLTableRowElement>, open: () => void) {
  if (event.target !== event.currentTarget) return;
  if (event.key === "Enter") {
    open();
    return;
  }
  const next =
    event.key === "ArrowDown"
      ? event.currentTarget.nextElementSibling
      : event.key === "ArrowUp"
        ? event.currentTarget.previousElementSibling
        : null;
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  }
}
