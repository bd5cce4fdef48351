import { Select } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { CourseStudent } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Tag } from "@/ui/work/Tag";
import { StudentCell } from "../cohorts/StudentCell";
import styles from "./progress.module.css";
import { courseStudentsQuery, type Watched } from "./queries";
import { Remedy } from "./Remedy";

const STATES = ["stuck", "underway", "not-begun", "finished"] as const;
type State = (typeof STATES)[number];
const POLL = 5_000;
// Every loaded page is asked again, so a long list is asked less often.
const POLL_LONG = 20_000;
const SHORT = 2;

interface Props {
  path: Watched;
  state: string | null;
  onState: (state: string | null) => void;
}

/** Who is where; who is stuck comes first, with what helps. */
export function CourseStudents({ path, state, onState }: Props) {
  const t = useT();
  const query = useInfiniteQuery({
    ...courseStudentsQuery(path, state ?? undefined),
    refetchInterval: (each) => ((each.state.data?.pages.length ?? 0) > SHORT ? POLL_LONG : POLL),
  });
  const columns: Column<CourseStudent>[] = [
    {
      key: "student",
      header: t("progress.column.student"),
      render: (one) => (
        <StudentCell student={one}>
          <Where one={one} phone />
          <span className={styles.onlyPhone}>
            <Remedy path={path} one={one} />
          </span>
        </StudentCell>
      ),
    },
    {
      key: "where",
      header: t("progress.column.where"),
      from: "tablet",
      render: (one) => <Where one={one} />,
    },
    {
      key: "best",
      header: t("progress.column.best"),
      from: "desktop",
      align: "end",
      render: (one) => <Best one={one} />,
    },
    {
      key: "remedy",
      header: <span className="visually-hidden">{t("progress.column.remedy")}</span>,
      align: "end",
      from: "tablet",
      render: (one) => <Remedy path={path} one={one} />,
    },
  ];
  return (
    <div className={styles.cell}>
      <Select
        aria-label={t("progress.filter")}
        placeholder={t("progress.everybody")}
        data={STATES.map((value) => ({ value, label: t(`progress.state.${value}`) }))}
        value={state}
        onChange={onState}
        clearable
        maw={260}
        mb={12}
      />
      <DataTable
        label={t("progress.list")}
        columns={columns}
        rowKey={(one) => one.student_id}
        query={query}
        empty={
          <EmptyState
            icon={<IconUsers size={28} />}
            title={t(state ? "progress.nobodyThere" : "progress.nobody")}
            text={t(state ? "progress.nobodyThereText" : "progress.nobodyText")}
          />
        }
      />
    </div>
  );
}

function Where({ one, phone = false }: { one: CourseStudent; phone?: boolean }) {
  const t = useT();
  const format = useFormat();
  const state = one.state as State;
  const kind = state === "stuck" ? "warn" : state === "finished" ? "good" : "quiet";
  const at = { position: one.position ?? 1, lessons: one.lessons, lesson: one.lesson ?? "" };
  return (
    <span className={`${styles.cell} ${phone ? styles.onlyPhone : ""}`}>
      <span>
        <Tag kind={kind}>
          {one.reason
            ? t(`progress.reason.${one.reason as "still"}`)
            : t(`progress.state.${state}`)}
        </Tag>
      </span>
      {state === "underway" || state === "stuck" ? (
        <span className={styles.soft}>{t("progress.at", at)}</span>
      ) : null}
      {one.seen_at ? (
        <span className={styles.soft}>
          {t(one.completed_at ? "progress.finishedAgo" : "progress.seen", {
            ago: format.ago(one.completed_at ?? one.seen_at),
          })}
        </span>
      ) : null}
      {!one.begun_at && one.nudged_at ? (
        <span className={styles.soft}>
          {t("progress.nudged", { ago: format.ago(one.nudged_at) })}
        </span>
      ) : null}
    </span>
  );
}

function Best({ one }: { one: CourseStudent }) {
  const t = useT();
  const format = useFormat();
  if (one.best === null) return null;
  return (
    <span className={styles.cell}>
      <span>{format.percent(one.best / 100)}</span>
      <span className={styles.soft}>{t("progress.attempts", { count: one.attempts })}</span>
    </span>
  );
}
