import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  label: string;
  description: string;
  value: string;
  onChange: (text: string) => void;
  error: ReactNode;
  maxLength: number;
}

/** Where the text of a code, or its beginning, is typed: as it will stand on the ticket. */
export function CodeTextInput({ onChange, ...props }: Props) {
  return (
    <TextInput
      {...props}
      onChange={(event) => onChange(event.currentTarget.value.toUpperCase())}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mono)", fontWeight: 650, letterSpacing: "0.04em" } }}
    />
  );
}
