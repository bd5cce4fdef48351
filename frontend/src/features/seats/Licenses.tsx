import type { License } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, Rows } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Section } from "@/ui/work/Section";
import { Tag } from "@/ui/work/Tag";

export function Licenses({ licenses }: { licenses: License[] }) {
  const t = useT();
  return (
    <Section title={t("seats.licenses.title")}>
      {licenses.length > 0 ? (
        <LicenseRows licenses={licenses} />
      ) : (
        <EmptyState title={t("seats.licenses.empty")} text={t("seats.licenses.emptyText")} />
      )}
    </Section>
  );
}

export function LicenseRows({ licenses }: { licenses: License[] }) {
  const t = useT();
  return (
    <Rows
      label={t("seats.licenses.title")}
      columns={useLicenseColumns()}
      rowKey={(license) => license.id}
      rows={licenses}
    />
  );
}

/** The same for the organization's admins and for the operator. */
export function useLicenseColumns(): Column<License>[] {
  const t = useT();
  const format = useFormat();
  return [
    {
      key: "seats",
      header: t("seats.licenses.seats"),
      render: (license) => <strong>{format.number(license.seats)}</strong>,
    },
    {
      key: "term",
      header: t("seats.licenses.term"),
      render: ({ starts_on, ends_on }) =>
        t("seats.licenses.days", { from: format.date(starts_on), till: format.date(ends_on) }),
    },
    {
      key: "state",
      header: t("seats.licenses.state"),
      render: ({ status }) => (
        <Tag kind={status === "active" ? "good" : "quiet"}>
          {t(`seats.licenses.status.${status}`)}
        </Tag>
      ),
    },
    {
      key: "note",
      header: t("seats.licenses.note"),
      render: (license) => license.note || "–",
      from: "tablet",
    },
  ];
}
