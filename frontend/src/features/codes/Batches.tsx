import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { itemsOf } from "@/api/list";
import type { CodeBatch } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { Section } from "@/ui/work/Section";
import { Tag } from "@/ui/work/Tag";
import { useOrganization } from "../organizations/context";
import { useToday } from "../organizations/useToday";
import styles from "./Batch.module.css";
import { patternOf } from "./batch";
import { batchesQuery } from "./queries";

interface Props {
  filter: { classroom_id?: string; q?: string };
}

/** Codes made many at a time, a row for each time; nothing where there are none. */
export function Batches({ filter }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const { id, slug } = useOrganization();
  const query = useInfiniteQuery(batchesQuery(id, filter));
  const columns = useColumns(filter.classroom_id === undefined);
  if (itemsOf(query.data).length === 0) return null;
  const open = (batch: CodeBatch) =>
    void navigate({
      to: "/o/$organization/codes/batches/$batch",
      params: { organization: slug, batch: batch.id },
    });
  return (
    <div className={styles.section}>
      <Section title={t("codes.batch.title")}>
        <DataTable
          label={t("codes.batch.title")}
          columns={columns}
          rowKey={(batch) => batch.id}
          query={query}
          onOpen={open}
          empty={null}
        />
      </Section>
    </div>
  );
}

function useColumns(showClassroom: boolean): Column<CodeBatch>[] {
  const t = useT();
  const format = useFormat();
  const today = useToday();
  const place: Column<CodeBatch> = {
    key: "classroom",
    header: t("codes.column.classroom"),
    render: (batch) => batch.classroom?.name ?? t("codes.organizationWide"),
    from: "tablet",
  };
  return [
    { key: "codes", header: t("codes.column.code"), render: (batch) => <Name batch={batch} /> },
    ...(showClassroom ? [place] : []),
    {
      key: "used",
      header: t("codes.batch.used"),
      render: ({ used, count }) => t("codes.usedOf", { used, cap: count }),
    },
    {
      key: "made",
      header: t("codes.batch.made"),
      render: (batch) => format.day(batch.created_at.slice(0, 10), today),
      from: "desktop",
    },
    {
      key: "state",
      header: t("codes.state"),
      render: (batch) => <Tag>{t(`ui.ticket.${batch.state}`)}</Tag>,
      from: "tablet",
    },
  ];
}

function Name({ batch }: { batch: CodeBatch }) {
  const { slug } = useOrganization();
  return (
    <span className={styles.name}>
      <Link
        to="/o/$organization/codes/batches/$batch"
        params={{ organization: slug, batch: batch.id }}
      >
        {patternOf(batch.prefix)}
      </Link>
      {batch.note ? <span className={styles.faint}>{batch.note}</span> : null}
    </span>
  );
}
