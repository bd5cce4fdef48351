import { Select } from "@mantine/core";
import type { Audience } from "@/api/types";
import { useT } from "@/i18n/context";

const AUDIENCES: Audience[] = ["students", "staff", "parents", "public"];

interface Props {
  value: Audience | null;
  onChange: (audience: Audience | null) => void;
}

/** For whom: students, staff, parents or the public; nothing chosen is everybody. */
export function AudienceFilter({ value, onChange }: Props) {
  const t = useT();
  return (
    <Select
      aria-label={t("classrooms.audienceFilter")}
      placeholder={t("classrooms.everyAudience")}
      value={value}
      onChange={(chosen) => onChange(chosen as Audience | null)}
      clearable
      clearButtonProps={{ "aria-label": t("classrooms.everyAudience") }}
      w={180}
      data={AUDIENCES.map((each) => ({ value: each, label: t(`classrooms.audience.${each}`) }))}
    />
  );
}
