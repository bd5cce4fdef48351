import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { Classroom, StaysShown } from "@/api/types";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { DayField } from "@/ui/work/DayField";
import { SearchBox } from "@/ui/work/SearchBox";
import { Section } from "@/ui/work/Section";
import { Toolbar } from "@/ui/work/Toolbar";
import { useToday } from "../organizations/useToday";
import { OnADay } from "./OnADay";
import { Stays } from "./Stays";

const SHOWN = ["all", "present", "former", "day"] as const;

/** Everybody who is or was in a classroom, or who was there on a day. */
export function People({ room }: { room: Classroom }) {
  const t = useT();
  const today = useToday();
  const [shown, setShown] = useState<StaysShown | "day">("all");
  const [day, setDay] = useState(today);
  const [search, setSearch] = useState("");
  const q = useDebounced(search.trim());
  return (
    <Section title={t("cohorts.people.title")}>
      <Toolbar>
        <SearchBox label={t("classrooms.roster.search")} value={search} onChange={setSearch} />
        <SegmentedControl
          aria-label={t("cohorts.people.show")}
          value={shown}
          onChange={(value) => setShown(value as StaysShown | "day")}
          data={SHOWN.map((value) => ({ value, label: t(`cohorts.people.${value}`) }))}
        />
        {shown === "day" ? (
          <DayField
            label={t("cohorts.people.onDay")}
            value={day}
            onChange={(chosen) => setDay(chosen ?? today)}
          />
        ) : null}
      </Toolbar>
      {shown === "day" ? (
        <OnADay room={room} q={q} day={day} />
      ) : (
        <Stays room={room} q={q} who={shown} />
      )}
    </Section>
  );
}
