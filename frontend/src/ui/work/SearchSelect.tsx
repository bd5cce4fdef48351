import { Select } from "@mantine/core";
import { type ReactNode, useRef, useState } from "react";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";

export interface Option {
  value: string;
  label: string;
}

interface Props {
  label: string;
  /** In a toolbar the label stands in the empty box instead of above it. */
  hideLabel?: boolean;
  description?: ReactNode;
  placeholder?: string;
  /** What is chosen, so that its name shows before any search. */
  value: Option | null;
  onChange: (value: Option | null) => void;
  /** A hook: what the server finds for some letters. */
  useOptions: (search: string) => Option[];
  clearable?: boolean;
  disabled?: boolean;
  error?: string | null;
}

/** One of many things, found by typing a few letters of its name; the server searches. */
export function SearchSelect({ label, hideLabel, value, onChange, useOptions, ...input }: Props) {
  const t = useT();
  const [typed, setTyped] = useState("");
  // The chosen name in the box is no search.
  const search = useDebounced(typed === value?.label ? "" : typed);
  const found = useOptions(search);
  const options =
    value && !found.some((each) => each.value === value.value) ? [value, ...found] : found;
  // What is clicked may have left the list since: the next search's answer came at that moment.
  const seen = useRef(new Map<string, Option>());
  for (const each of options) seen.current.set(each.value, each);
  return (
    <Select
      {...input}
      {...(hideLabel ? { "aria-label": label, placeholder: label } : { label })}
      searchable
      value={value?.value ?? null}
      data={options}
      filter={({ options: all }) => all}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(chosen) => onChange(chosen === null ? null : (seen.current.get(chosen) ?? null))}
      allowDeselect={false}
      nothingFoundMessage={t("work.nothingFound")}
      maxDropdownHeight={280}
      clearButtonProps={{ "aria-label": t("work.clearSearch") }}
    />
  );
}
