import { Select } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconSquareCheck, IconUsers } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Classroom } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/plain/Button";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { notifyDone } from "@/ui/work/notify";
import { PickDialog } from "@/ui/work/PickDialog";
import { SearchBox } from "@/ui/work/SearchBox";
import { Toolbar } from "@/ui/work/Toolbar";
import { RosterActions } from "../admissions/RosterActions";
import { Selection } from "../cohorts/selection";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { useStudentOptions } from "../students/queries";
import { Blocked } from "./Blocked";
import styles from "./ClassroomScreen.module.css";
import { classroomActions } from "./queries";
import { RosterTable } from "./RosterTable";
import type { RosterSort } from "./useRoster";

/** The students of a classroom. */
export function Roster({ room }: { room: Classroom }) {
  const t = useT();
  const [search, setSearch] = useState("");
  const [sort, setSort] = useState<RosterSort>("joined_at");
  const [adding, setAdding] = useState(false);
  const q = useDebounced(search.trim());
  const [selection] = useState(() => new Selection());
  const wide = useMediaQuery("(min-width: 48em)") ?? true;
  const [selecting, setSelecting] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the search that changed
  useEffect(selection.searchChanged, [q]);
  return (
    <div className={styles.roster}>
      <Toolbar>
        <SearchBox label={t("classrooms.roster.search")} value={search} onChange={setSearch} />
        <Select
          aria-label={t("classrooms.roster.sort")}
          value={sort}
          onChange={(value) => setSort((value ?? "joined_at") as RosterSort)}
          allowDeselect={false}
          w={232}
          data={[
            { value: "joined_at", label: t("classrooms.roster.newest") },
            { value: "display_name", label: t("classrooms.roster.byName") },
          ]}
        />
        {wide || room.members === 0 ? null : (
          <Button
            kind="quiet"
            onClick={() => {
              if (selecting) selection.clear();
              setSelecting(!selecting);
            }}
          >
            <IconSquareCheck size={18} aria-hidden="true" />
            {t(selecting ? "cohorts.selectDone" : "cohorts.select")}
          </Button>
        )}
        {room.deleted_at ? null : <RosterActions room={room} onPick={() => setAdding(true)} />}
        {room.deleted_at ? null : <ImportLink room={room} />}
      </Toolbar>
      <p className={styles.live}>{t("classrooms.roster.live")}</p>
      <RosterTable
        room={room}
        q={q}
        sort={sort}
        selection={selection}
        choosing={wide || selecting}
        empty={<Empty room={room} searched={q !== ""} />}
      />
      <Blocked room={room} />
      {adding ? <AddStudent room={room} onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

/** Many at once, from a list. */
function ImportLink({ room }: { room: Classroom }) {
  const t = useT();
  const { slug } = useOrganization();
  return (
    <RouterLinkButton
      kind="quiet"
      to="/o/$organization/imports/new"
      params={{ organization: slug }}
      search={{ classroom: room.id, name: room.name }}
    >
      {t("imports.enter")}
    </RouterLinkButton>
  );
}

function Empty({ room, searched }: { room: Classroom; searched: boolean }) {
  const t = useT();
  const { slug } = useOrganization();
  if (searched) return <EmptyState title={t("work.noMatch")} text={t("work.noMatchText")} />;
  return (
    <EmptyState
      icon={<IconUsers size={28} />}
      title={t("classrooms.roster.empty")}
      text={t("classrooms.roster.emptyText")}
      action={
        <RouterLinkButton
          to="/o/$organization/classrooms/$classroom"
          params={{ organization: slug, classroom: room.id }}
          search={{ tab: "codes" }}
        >
          {t("classrooms.roster.emptyAction")}
        </RouterLinkButton>
      }
    />
  );
}

function AddStudent({ room, onClose }: { room: Classroom; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  return (
    <PickDialog
      title={t("classrooms.add.title")}
      label={t("classrooms.add.find")}
      description={t("classrooms.add.findHint")}
      useOptions={useStudentOptions}
      note={t("classrooms.add.note")}
      submitLabel={t("classrooms.add.submit")}
      missing={t("classrooms.add.missing")}
      onClose={onClose}
      onPick={async ({ value }) => {
        const member = await run({ room: room.id, student: value }, (key) =>
          classroomActions(id).addMember(room.id, value, key),
        );
        notifyDone(t("classrooms.add.added", { name: member.display_name }));
        refresh();
      }}
    />
  );
}
