import { IconTableImport } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Import } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { Tag } from "@/ui/work/Tag";
import { useOrganization } from "../organizations/context";
import { countOf } from "./figures";
import styles from "./imports.module.css";
import { importsQuery } from "./queries";

/** The lists that were brought in, with what became of them. */
export function ImportsScreen() {
  const t = useT();
  const { id, slug } = useOrganization();
  const navigate = useNavigate();
  const query = useInfiniteQuery(importsQuery(id));
  const begin = (
    <RouterLinkButton to="/o/$organization/imports/new" params={{ organization: slug }}>
      <IconTableImport size={18} aria-hidden="true" />
      {t("imports.new")}
    </RouterLinkButton>
  );
  return (
    <>
      <PageTitle title={t("imports.title")} />
      <PageHeader
        title={t("imports.title")}
        description={t("imports.description")}
        actions={query.data?.pages[0]?.items.length ? begin : null}
      />
      <DataTable
        label={t("imports.list")}
        columns={useColumns()}
        rowKey={(list) => list.id}
        query={query}
        onOpen={(list) =>
          void navigate({
            to: "/o/$organization/imports/$import",
            params: { organization: slug, import: list.id },
          })
        }
        empty={
          <EmptyState
            icon={<IconTableImport size={28} />}
            title={t("imports.empty")}
            text={t("imports.emptyText")}
            action={begin}
          />
        }
      />
    </>
  );
}

/** What a list is called. */
export function useListName() {
  const t = useT();
  return (list: Import) => list.file_name || t(`imports.source.${list.source}`);
}

function useColumns(): Column<Import>[] {
  const t = useT();
  const format = useFormat();
  const nameOf = useListName();
  const { slug, time_zone } = useOrganization();
  return [
    {
      key: "list",
      header: t("imports.column.list"),
      render: (list) => (
        <span className={styles.two}>
          <Link
            to="/o/$organization/imports/$import"
            params={{ organization: slug, import: list.id }}
          >
            {nameOf(list)}
          </Link>
          <span className={styles.faint}>
            {[t("imports.rowCount", { count: list.rows }), list.classroom?.name]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
      ),
    },
    { key: "result", header: t("imports.column.result"), render: (list) => <Result list={list} /> },
    {
      key: "when",
      header: t("imports.column.when"),
      from: "tablet",
      render: (list) => (
        <span className={styles.two}>
          {format.dateIn(list.created_at, time_zone)}
          <span className={styles.faint}>{list.created_by}</span>
        </span>
      ),
    },
  ];
}

function Result({ list }: { list: Import }) {
  const t = useT();
  if (list.state !== "done") {
    return (
      <Tag kind={list.state === "ready" ? "warn" : "quiet"}>{t(`imports.state.${list.state}`)}</Tag>
    );
  }
  const left = list.left + (list.rows - list.done);
  return (
    <span className={styles.two}>
      {t("imports.done.title", { count: countOf(list, "registered") })}
      {left > 0 ? (
        <span className={styles.faint}>{t("imports.done.leftTitle", { count: left })}</span>
      ) : null}
    </span>
  );
}
