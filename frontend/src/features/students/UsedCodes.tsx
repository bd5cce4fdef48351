import type { StudentDetail } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, Rows } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Ticket } from "@/ui/Ticket";
import { Section } from "@/ui/work/Section";
import { useOrganization } from "../organizations/context";

type Used = StudentDetail["redemptions"][number];

export function UsedCodes({ used }: { used: Used[] }) {
  const t = useT();
  const columns = useColumns();
  return (
    <Section title={t("students.codes.title")}>
      {used.length === 0 ? (
        <EmptyState title={t("students.codes.empty")} />
      ) : (
        <Rows
          label={t("students.codes.title")}
          columns={columns}
          rowKey={(each) => `${each.code} ${each.redeemed_at}`}
          rows={used}
        />
      )}
    </Section>
  );
}

function useColumns(): Column<Used>[] {
  const t = useT();
  const format = useFormat();
  const { role, time_zone } = useOrganization();
  const columns: Column<Used>[] = [
    {
      key: "code",
      header: t("students.codes.code"),
      render: (each) => <Ticket code={each.code} size="small" />,
    },
    {
      key: "classroom",
      header: t("students.codes.classroom"),
      from: "tablet",
      render: (each) => each.classroom?.name ?? t("students.codes.organization"),
    },
    {
      key: "when",
      header: t("students.codes.when"),
      render: (each) => format.wallClock(each.redeemed_at, time_zone),
    },
  ];
  if (role !== "admin") return columns;
  return [
    ...columns,
    {
      key: "seat",
      header: t("students.codes.seat"),
      from: "tablet",
      render: (each) => t(each.seat_spent ? "students.codes.spent" : "students.codes.kept"),
    },
  ];
}
