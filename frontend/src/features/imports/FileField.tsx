import { IconFileSpreadsheet } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { useFormat, useT } from "@/i18n/context";
import styles from "./imports.module.css";

/** What kind of list a file is, by its name; the server looks at what is in it. */
export const kindOf = (file: File): string =>
  /\.zip$/i.test(file.name) ? "application/zip" : "text/csv";

/** A file, chosen or dropped. */
export function FileField(props: { file: File | null; onChange: (file: File | null) => void }) {
  const { file, onChange } = props;
  const t = useT();
  const format = useFormat();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onChange(event.dataTransfer.files[0] ?? file);
  };
  return (
    <label
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileSpreadsheet size={32} aria-hidden="true" />
      <strong>
        {file
          ? t("imports.what.chosen", {
              name: file.name,
              size: `${format.number(Math.max(1, Math.round(file.size / 1024)))} kB`,
            })
          : t("imports.what.fileLabel")}
      </strong>
      <span className={styles.faint}>
        {file ? t("imports.what.another") : t("imports.what.fileHint")}
      </span>
      <input
        type="file"
        className="visually-hidden"
        accept=".csv,.txt,.tsv,.zip,text/csv,text/plain,application/zip"
        onChange={(event) => onChange(event.currentTarget.files?.[0] ?? null)}
      />
    </label>
  );
}
