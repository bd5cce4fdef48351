import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from "@mantine/spotlight";
import "@mantine/spotlight/styles.layer.css";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { useFound } from "./useFound";
import { usePlaces } from "./usePlaces";

const REST = 120;

/** Ctrl K: any student, classroom or code within reach, and any place of the staff's area. */
export function Palette() {
  const t = useT();
  const [typed, setTyped] = useState("");
  const q = useDebounced(typed.trim(), REST);
  const places = usePlaces();
  const found = useFound(q);
  const groups: SpotlightActionGroupData[] = [
    ...found,
    { group: t("palette.places"), actions: places.filter((each) => fits(each, typed)) },
  ].filter(({ actions }) => actions.length > 0);
  return (
    <Spotlight
      actions={groups}
      query={typed}
      onQueryChange={setTyped}
      // The server has found them; nothing is to be left out once more.
      filter={(_, all) => all}
      nothingFound={t("palette.nothing")}
      searchProps={{
        leftSection: <IconSearch size={20} aria-hidden="true" />,
        placeholder: t("palette.search"),
        "aria-label": t("palette.search"),
      }}
      highlightQuery={false}
      scrollable
      maxHeight={420}
    />
  );
}

const fits = ({ label }: SpotlightActionData, typed: string) =>
  (label ?? "").toLowerCase().includes(typed.trim().toLowerCase());
