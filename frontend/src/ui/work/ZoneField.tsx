import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useT } from "@/i18n/context";

interface Props {
  label: string;
  description?: string;
  value: string;
  onChange: (zone: string) => void;
  error?: string | null;
}

/** All time zones the browser knows, found by typing a city. */
export function ZoneField({ value, onChange, ...input }: Props) {
  const t = useT();
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf("timeZone");
    // The server may know a zone, or an older name of one, that this browser does not list.
    return (known.includes(value) ? known : [value, ...known]).map((zone) => ({
      value: zone,
      label: zone.replaceAll("_", " "),
    }));
  }, [value]);
  return (
    <Select
      {...input}
      searchable
      value={value}
      data={zones}
      onChange={(zone) => zone && onChange(zone)}
      allowDeselect={false}
      limit={80}
      nothingFoundMessage={t("work.nothingFound")}
      maxDropdownHeight={280}
    />
  );
}
