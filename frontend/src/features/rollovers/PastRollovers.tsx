import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { Page, Rollover } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { DataTable } from "@/ui/DataTable";
import { Button } from "@/ui/plain/Button";
import { Section } from "@/ui/work/Section";
import { Tag } from "@/ui/work/Tag";

interface Props {
  query: UseInfiniteQueryResult<InfiniteData<Page<Rollover>>>;
  onOpen: (id: string) => void;
}

/** The rollovers of the years before. */
export function PastRollovers({ query, onOpen }: Props) {
  const t = useT();
  const format = useFormat();
  return (
    <Section title={t("rollovers.past")}>
      <DataTable
        label={t("rollovers.past")}
        query={query}
        rowKey={(one) => one.id}
        onOpen={(one) => onOpen(one.id)}
        empty={null}
        columns={[
          {
            key: "when",
            header: t("rollovers.when"),
            render: (one) => (
              <Button kind="plain" onClick={() => onOpen(one.id)}>
                {format.dateTime(one.made_at)}
              </Button>
            ),
          },
          { key: "by", header: t("rollovers.by"), from: "tablet", render: (one) => one.made_by },
          {
            key: "closed",
            header: t("rollovers.number.closed"),
            align: "end",
            from: "tablet",
            render: (one) => format.number(one.classrooms_closed),
          },
          {
            key: "students",
            header: t("rollovers.number.students"),
            align: "end",
            from: "tablet",
            render: (one) => format.number(one.kept + one.promoted + one.left),
          },
          {
            key: "status",
            header: t("rollovers.state"),
            render: (one) => (
              <Tag kind={one.status === "done" ? "good" : "quiet"}>
                {t(`rollovers.status.${one.status}`)}
              </Tag>
            ),
          },
        ]}
      />
    </Section>
  );
}
