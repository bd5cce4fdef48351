import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { SearchBox } from "@/ui/work/SearchBox";
import { type Option, SearchSelect } from "@/ui/work/SearchSelect";
import { Toolbar } from "@/ui/work/Toolbar";
import { AudienceFilter } from "../classrooms/AudienceFilter";
import { classroomQuery } from "../classrooms/queries";
import { useClassroomOptions } from "../classrooms/useClassroomOptions";
import { useOrganization } from "../organizations/context";
import { isNarrowed, SORTS, type StudentSearch, VERIFIED } from "./search";

interface Props {
  search: StudentSearch;
  typed: string;
  onType: (typed: string) => void;
  onLook: (search: StudentSearch) => void;
}

/** What narrows the list of students, and its order. */
export function StudentFilters({ search, typed, onType, onLook }: Props) {
  const t = useT();
  const chosen = useChosenClassroom(search.classroom);
  const clear = () => {
    onType("");
    onLook({ sort: search.sort });
  };
  return (
    <Toolbar>
      <SearchBox label={t("students.search")} value={typed} onChange={onType} />
      <SearchSelect
        label={t("students.filter.classroom")}
        hideLabel
        value={chosen}
        onChange={(option) => onLook({ ...search, classroom: option?.value })}
        useOptions={useRooms}
        clearable
      />
      <AudienceFilter
        value={search.audience ?? null}
        onChange={(audience) => onLook({ ...search, audience: audience ?? undefined })}
      />
      <Select
        aria-label={t("students.filter.email")}
        placeholder={t("students.filter.email")}
        value={search.verified ?? null}
        onChange={(value) =>
          onLook({ ...search, verified: VERIFIED.find((each) => each === value) })
        }
        data={VERIFIED.map((value) => ({ value, label: t(`students.filter.verified.${value}`) }))}
        clearable
        clearButtonProps={{ "aria-label": t("work.clearSearch") }}
        w={190}
      />
      <Select
        aria-label={t("students.filter.sort")}
        value={search.sort ?? "registered_at"}
        onChange={(value) => onLook({ ...search, sort: SORTS.find((each) => each === value) })}
        data={SORTS.map((value) => ({ value, label: t(`students.filter.sorts.${value}`) }))}
        allowDeselect={false}
        w={150}
      />
      {/* What was typed has its own cross; a button that comes with the first letter would push the list. */}
      {isNarrowed({ ...search, q: undefined }) ? (
        <Button kind="plain" onClick={clear}>
          {t("students.filter.clear")}
        </Button>
      ) : null}
    </Toolbar>
  );
}

function useRooms(search: string): Option[] {
  const t = useT();
  const rooms = useClassroomOptions(search);
  return search ? rooms : [{ value: "none", label: t("students.filter.none") }, ...rooms];
}

/** The chosen classroom's name, which the address does not tell. */
function useChosenClassroom(classroom: string | undefined): Option | null {
  const t = useT();
  const { id } = useOrganization();
  const asked = classroom && classroom !== "none" ? classroom : "";
  const room = useQuery({ ...classroomQuery(id, asked), enabled: asked !== "" });
  if (!classroom) return null;
  if (!asked) return { value: "none", label: t("students.filter.none") };
  return { value: asked, label: room.data?.value.name ?? "" };
}
