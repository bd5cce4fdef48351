import { Link } from "@tanstack/react-router";
import type { OperatorOrganization } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import type { Column } from "@/ui/DataTable";
import { SeatBar } from "@/ui/SeatBar";
import { Tag } from "@/ui/work/Tag";
import styles from "./operator.module.css";

export function useOrganizationColumns(): Column<OperatorOrganization>[] {
  const t = useT();
  const format = useFormat();
  return [
    {
      key: "name",
      header: t("operator.column.name"),
      render: (organization) => <Name organization={organization} />,
    },
    {
      key: "seats",
      header: t("operator.column.seats"),
      from: "tablet",
      render: ({ seats }) => (
        <span className={styles.seats}>
          {t("operator.seatsUsed", seats)}
          <SeatBar seats={seats} compact />
        </span>
      ),
    },
    {
      key: "license",
      header: t("operator.column.license"),
      render: ({ license_active }) => (
        <Tag kind={license_active ? "good" : "warn"}>
          {t(license_active ? "operator.licensed" : "operator.unlicensed")}
        </Tag>
      ),
    },
    {
      key: "created",
      header: t("operator.column.created"),
      from: "desktop",
      render: ({ created_at, time_zone }) => format.dateIn(created_at, time_zone),
    },
  ];
}

function Name({ organization }: { organization: OperatorOrganization }) {
  const t = useT();
  const { id, name, slug, status, seats } = organization;
  return (
    <span className={styles.name}>
      <span>
        <Link to="/operator/organizations/$organization" params={{ organization: id }}>
          {name}
        </Link>{" "}
        {status === "suspended" ? <Tag kind="warn">{t("operator.status.suspended")}</Tag> : null}
      </span>
      <span className={styles.faint}>{slug}</span>
      <span className={`${styles.faint} ${styles.onlyPhone}`}>
        {t("operator.seatsUsed", seats)}
      </span>
    </span>
  );
}
