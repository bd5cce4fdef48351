import { IconUsersGroup } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Duplicate } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { Email } from "@/ui/work/Email";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { MergeDialog } from "./MergeDialog";
import styles from "./merges.module.css";
import { duplicatesQuery, mergeActions } from "./queries";

/** Students who are probably there twice: merge them, or say that they are two. */
export function DuplicatesScreen() {
  const t = useT();
  const { id, slug } = useOrganization();
  const query = useInfiniteQuery(duplicatesQuery(id));
  const [merging, setMerging] = useState<Duplicate | null>(null);
  const columns = useColumns(setMerging);
  return (
    <>
      <PageTitle title={t("merges.duplicates.title")} />
      <PageHeader
        title={t("merges.duplicates.title")}
        description={t("merges.duplicates.description")}
        above={
          <Link to="/o/$organization/students" params={{ organization: slug }}>
            {t("students.back")}
          </Link>
        }
      />
      <DataTable
        label={t("merges.duplicates.title")}
        columns={columns}
        rowKey={(pair) => `${pair.one.id} ${pair.other.id}`}
        query={query}
        empty={
          <EmptyState
            icon={<IconUsersGroup size={28} />}
            title={t("merges.duplicates.empty")}
            text={t("merges.duplicates.emptyText")}
          />
        }
      />
      {merging ? (
        <MergeDialog
          one={merging.one.id}
          other={merging.other.id}
          onClose={() => setMerging(null)}
        />
      ) : null}
    </>
  );
}

function useColumns(onMerge: (pair: Duplicate) => void): Column<Duplicate>[] {
  const t = useT();
  return [
    {
      key: "pair",
      header: t("merges.duplicates.pair"),
      render: (pair) => (
        <span className={styles.pair}>
          <Twin twin={pair.one} />
          <Twin twin={pair.other} />
          <span className={`${styles.faint} ${styles.onlyPhone}`}>
            {t(`merges.duplicates.reasons.${pair.reason}`)}
          </span>
          <span className={styles.onlyPhone}>
            <Choices pair={pair} onMerge={onMerge} />
          </span>
        </span>
      ),
    },
    {
      key: "reason",
      header: t("merges.duplicates.why"),
      from: "tablet",
      render: (pair) => t(`merges.duplicates.reasons.${pair.reason}`),
    },
    {
      key: "choices",
      header: <span className="visually-hidden">{t("app.more")}</span>,
      from: "tablet",
      align: "end",
      render: (pair) => <Choices pair={pair} onMerge={onMerge} />,
    },
  ];
}

function Twin({ twin }: { twin: Duplicate["one"] }) {
  const t = useT();
  const format = useFormat();
  const { slug, time_zone } = useOrganization();
  return (
    <span className={styles.twin}>
      <Link
        to="/o/$organization/students/$student"
        params={{ organization: slug, student: twin.id }}
      >
        {twin.display_name}
      </Link>
      <span className={styles.faint}>
        {twin.email ? <Email address={twin.email} /> : (twin.username ?? t("students.noEmail"))}
        {" · "}
        {format.dateIn(twin.registered_at, time_zone)}
      </span>
    </span>
  );
}

function Choices(props: { pair: Duplicate; onMerge: (pair: Duplicate) => void }) {
  const { pair, onMerge } = props;
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const tellApart = async () => {
    await mergeActions(id).tellApart(pair.one.id, pair.other.id);
    notifyDone(t("merges.duplicates.apartDone"));
    refresh();
  };
  return (
    <span className={styles.choices}>
      <AtOnceButton onAct={tellApart}>{t("merges.duplicates.apart")}</AtOnceButton>
      <Button onClick={() => onMerge(pair)}>{t("merges.action")}</Button>
    </span>
  );
}
