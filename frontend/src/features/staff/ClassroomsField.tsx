import { MultiSelect } from "@mantine/core";
import { useState } from "react";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import type { Option } from "@/ui/work/SearchSelect";
import { useClassroomOptions } from "../classrooms/useClassroomOptions";

interface Props {
  value: Option[];
  onChange: (classrooms: Option[]) => void;
}

/** The classrooms of somebody new, found by typing. */
export function ClassroomsField({ value, onChange }: Props) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const found = useClassroomOptions(useDebounced(typed.trim()));
  const all = [...value, ...found.filter((each) => !value.some((one) => one.value === each.value))];
  return (
    <MultiSelect
      label={t("staff.form.classrooms")}
      description={t("staff.form.classroomsHint")}
      searchable
      hidePickedOptions
      value={value.map((each) => each.value)}
      onChange={(ids) => onChange(all.filter((each) => ids.includes(each.value)))}
      searchValue={typed}
      onSearchChange={setTyped}
      data={all}
      filter={({ options }) => options}
      nothingFoundMessage={t("work.nothingFound")}
      maxDropdownHeight={240}
    />
  );
}
