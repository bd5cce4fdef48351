import { useT } from "@/i18n/context";
import { type Draft, isOpen, type Way } from "./draft";

/** The ways that are open to the students of a classroom, in words. */
export function useWays(all: Draft[]) {
  const t = useT();
  return (draft: Draft): { value: Way; label: string }[] => {
    const keep =
      draft.action === "clone"
        ? t("rollovers.way.keep", { name: draft.name })
        : t("rollovers.way.stay");
    const others = all.flatMap((other): { value: Way; label: string }[] => [
      { value: `clone:${other.room.id}`, label: t("rollovers.way.up", { name: other.name }) },
      { value: `room:${other.room.id}`, label: t("rollovers.way.into", { name: other.room.name }) },
    ]);
    const every = [
      { value: "keep" as Way, label: keep },
      ...others,
      { value: "leave" as Way, label: t("rollovers.way.leave") },
    ];
    return every.filter(({ value }) => isOpen(value, draft, all));
  };
}
