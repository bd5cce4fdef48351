import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Import, ImportColumns } from "@/api/types";
import { useT } from "@/i18n/context";
import { useOrganization } from "../organizations/context";
import { KINDS, kindAt, withKind } from "./columns";
import styles from "./imports.module.css";
import { previewQuery } from "./queries";

/** Each column with what stands in it, and what it is. */
export function ColumnList(props: {
  list: Import;
  columns: ImportColumns;
  onChange: (columns: ImportColumns) => void;
}) {
  const { list, columns, onChange } = props;
  const t = useT();
  const { id } = useOrganization();
  const at = `${list.encoding}${list.separator}${list.has_heading}`;
  const sample = useQuery(previewQuery(id, list.id, at)).data?.sample ?? [];
  const width = Math.max(list.headings.length, ...sample.map((row) => row.length), 0);
  const nameOf = (place: number) =>
    list.headings[place] || t("imports.columns.name", { number: place + 1 });
  return (
    <ul className={styles.columns}>
      {Array.from({ length: Math.min(width, 40) }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
        <li key={place} className={styles.column}>
          <div>
            <strong>{nameOf(place)}</strong>
            <p>
              {sample
                .slice(0, 3)
                .map((row) => row[place])
                .filter(Boolean)
                .join(", ")}
            </p>
          </div>
          <NativeSelect
            aria-label={t("imports.columns.is", { name: nameOf(place) })}
            value={kindAt(columns, place) ?? ""}
            onChange={(event) => onChange(withKind(columns, place, event.currentTarget.value))}
            data={[
              { value: "", label: t("imports.columns.none") },
              ...KINDS.map((kind) => ({ value: kind, label: t(`imports.columns.kind.${kind}`) })),
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
