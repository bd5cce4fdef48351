import { NativeSelect } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PlannedStudent, RolloverOrder } from "@/api/types";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/plain/Button";
import { RowsSkeleton } from "@/ui/Skeletons";
import { SearchBox } from "@/ui/work/SearchBox";
import { Section } from "@/ui/work/Section";
import { Tag } from "@/ui/work/Tag";
import { Toolbar } from "@/ui/work/Toolbar";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "../organizations/context";
import type { Way } from "./draft";
import { plannedStudentsQuery, studentsOf } from "./queries";
import type { StepProps } from "./RolloverWizard";
import styles from "./rollovers.module.css";
import { useWays } from "./useWays";

interface Props extends StepProps {
  classrooms: RolloverOrder["classrooms"];
}

/** Everybody in the plan, found by name or classroom; each can go another way than the rest. */
export function PlannedStudents({ all, change, classrooms }: Props) {
  const t = useT();
  const { id } = useOrganization();
  const [search, setSearch] = useState("");
  const [room, setRoom] = useState("");
  const q = useDebounced(search.trim());
  const filter = { ...(q ? { q } : {}), ...(room ? { classroom_id: room } : {}) };
  const query = useInfiniteQuery({
    ...plannedStudentsQuery(id, classrooms, filter),
    placeholderData: (old) => old,
  });
  const rows = studentsOf(query.data);
  const known = classrooms.flatMap(
    (each) => all.find((draft) => draft.room.id === each.classroom_id)?.room ?? [],
  );
  return (
    <Section title={t("rollovers.everybody")}>
      <Toolbar>
        <SearchBox label={t("rollovers.find")} value={search} onChange={setSearch} />
        <NativeSelect
          aria-label={t("rollovers.inClassroom")}
          value={room}
          onChange={(event) => setRoom(event.currentTarget.value)}
          data={[
            { value: "", label: t("rollovers.everyClassroom") },
            ...known.map((each) => ({ value: each.id, label: each.name })),
          ]}
        />
      </Toolbar>
      {query.data ? null : <RowsSkeleton rows={6} />}
      {query.data && rows.length === 0 ? (
        <EmptyState title={t("work.noMatch")} text={t("work.noMatchText")} />
      ) : null}
      {rows.length > 0 ? (
        <ul className={styles.rows} aria-label={t("rollovers.everybody")}>
          {rows.map((row) => (
            <Student key={`${row.from_id}/${row.student_id}`} row={row} all={all} change={change} />
          ))}
        </ul>
      ) : null}
      {query.hasNextPage ? (
        <div className={styles.more}>
          <Button
            kind="quiet"
            busy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("ui.loadMore")}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

function Student({ row, all, change }: StepProps & { row: PlannedStudent }) {
  const t = useT();
  const ways = useWays(all);
  const name = useNameOf()(row);
  const draft = all.find((each) => each.room.id === row.from_id);
  if (!draft) return null;
  const own = draft.own[row.student_id];
  const choose = (way: Way) =>
    change([draft.room.id], { own: { ...draft.own, [row.student_id]: way } });
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <strong>
          {name} {own ? <Tag>{t("rollovers.ownWay")}</Tag> : null}
          {row.change === "blocked" ? <Tag kind="warn">{t("rollovers.blockedThere")}</Tag> : null}
        </strong>
        <span>{row.from}</span>
      </div>
      <NativeSelect
        className={styles.select}
        aria-label={t("rollovers.goesWho", { name })}
        value={own ?? draft.way}
        data={ways(draft)}
        onChange={(event) => choose(event.currentTarget.value as Way)}
      />
    </li>
  );
}
