import { Checkbox, NativeSelect } from "@mantine/core";
import type { Import, ImportPatch } from "@/api/types";
import { useT } from "@/i18n/context";
import styles from "./imports.module.css";

const SEPARATORS = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;
const ENCODINGS = ["UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", "macintosh"] as const;

/** How the file is read, for when the guess was wrong. */
export function Reading(props: { list: Import; onChange: (changes: ImportPatch) => void }) {
  const { list, onChange } = props;
  const t = useT();
  return (
    <details>
      <summary>{t("imports.columns.odd")}</summary>
      <div className={styles.fields}>
        <Checkbox
          mt="sm"
          label={t("imports.columns.heading")}
          checked={list.has_heading}
          onChange={(event) => onChange({ has_heading: event.currentTarget.checked })}
        />
        <NativeSelect
          label={t("imports.columns.encoding")}
          value={list.encoding}
          onChange={(event) => onChange({ encoding: event.currentTarget.value })}
          data={ENCODINGS.map((value) => ({
            value,
            label: t(`imports.columns.encodings.${value}`),
          }))}
        />
        <NativeSelect
          label={t("imports.columns.separator")}
          value={list.separator}
          onChange={(event) => onChange({ separator: event.currentTarget.value })}
          data={Object.entries(SEPARATORS).map(([value, name]) => ({
            value,
            label: t(`imports.columns.separators.${name}`),
          }))}
        />
      </div>
    </details>
  );
}
