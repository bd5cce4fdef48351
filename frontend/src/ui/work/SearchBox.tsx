import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useT } from "@/i18n/context";

interface Props {
  /** What is searched: "Search students". */
  label: string;
  value: string;
  onChange: (value: string) => void;
}

export function SearchBox({ label, value, onChange }: Props) {
  const t = useT();
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      leftSection={<IconSearch size={18} aria-hidden="true" />}
      rightSection={
        value ? (
          <CloseButton aria-label={t("work.clearSearch")} onClick={() => onChange("")} />
        ) : null
      }
      style={{ flex: "1 1 220px", maxWidth: 360 }}
    />
  );
}
