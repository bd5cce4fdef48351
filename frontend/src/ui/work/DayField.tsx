import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  label: string;
  /** `YYYY-MM-DD`, or nothing. */
  value: string | null;
  onChange: (day: string | null) => void;
  min?: string;
  error?: string | null;
  description?: ReactNode;
  required?: boolean;
}

/** A day of the calendar, with the picker that the device's owner knows. */
export function DayField({ value, onChange, min, ...input }: Props) {
  return (
    <TextInput
      type="date"
      value={value ?? ""}
      min={min}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      withAsterisk={false}
      {...input}
    />
  );
}
