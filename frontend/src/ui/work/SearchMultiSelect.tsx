import { MultiSelect } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import type { Option } from "./SearchSelect";

interface Props {
  label: string;
  description?: ReactNode;
  value: Option[];
  onChange: (value: Option[]) => void;
  /** A hook: what the server finds for some letters. */
  useOptions: (search: string) => Option[];
  error?: string | null;
}

/** Some of many things, each found by typing a few letters of its name; the server searches. */
export function SearchMultiSelect({ value, onChange, useOptions, ...input }: Props) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const found = useOptions(useDebounced(typed));
  const known = new Map([...value, ...found].map((each) => [each.value, each]));
  return (
    <MultiSelect
      {...input}
      searchable
      value={value.map((each) => each.value)}
      data={[...known.values()]}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(ids) => onChange(ids.flatMap((id) => known.get(id) ?? []))}
      nothingFoundMessage={t("work.nothingFound")}
      maxDropdownHeight={240}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
