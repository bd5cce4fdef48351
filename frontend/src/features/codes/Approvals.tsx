import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import type { Approval } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { Button } from "@/ui/plain/Button";
import { Email } from "@/ui/work/Email";
import { Section } from "@/ui/work/Section";
import { Tag } from "@/ui/work/Tag";
import { useOrganization } from "../organizations/context";
import { ApprovalButtons } from "./ApprovalButtons";
import styles from "./Approvals.module.css";
import { ApproveAll } from "./ApproveAll";
import { DeclineDialog } from "./DeclineDialog";
import { approvalsQuery } from "./queries";

/** Who typed a code that staff have to approve; nothing is shown while nobody waits. */
export function Approvals() {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery({ ...approvalsQuery(id), refetchInterval: 15_000 });
  const [declining, setDeclining] = useState<Approval | null>(null);
  const [approvingAll, setApprovingAll] = useState(false);
  const columns = useColumns(setDeclining);
  const waiting = itemsOf(query.data);
  if (waiting.length === 0) return null;
  const all =
    waiting.length > 1 ? (
      <Button kind="quiet" onClick={() => setApprovingAll(true)}>
        {t("codes.approvals.all")}
      </Button>
    ) : null;
  return (
    <div className={styles.approvals}>
      <Section title={t("codes.approvals.title")} actions={all}>
        <p className={styles.note}>{t("codes.approvals.note")}</p>
        <DataTable
          label={t("codes.approvals.list")}
          columns={columns}
          rowKey={(approval) => approval.id}
          query={query}
          empty={null}
        />
      </Section>
      {approvingAll ? (
        <ApproveAll waiting={waiting} onClose={() => setApprovingAll(false)} />
      ) : null}
      {declining ? <DeclineDialog approval={declining} onClose={() => setDeclining(null)} /> : null}
    </div>
  );
}

function useColumns(onDecline: (approval: Approval) => void): Column<Approval>[] {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  const where = ({ classroom }: Approval) => classroom?.name ?? t("codes.organizationWide");
  return [
    {
      key: "person",
      header: t("codes.approvals.person"),
      render: (approval) => (
        <span className={styles.person}>
          <span>
            <strong>{approval.person.display_name}</strong>{" "}
            <Tag kind={approval.spends_seat ? "warn" : "quiet"}>
              {t(approval.spends_seat ? "codes.approvals.spends" : "codes.approvals.free")}
            </Tag>
          </span>
          <span className={styles.faint}>
            <Email address={approval.person.email ?? ""} />
          </span>
          <span className={`${styles.faint} ${styles.onlyPhone}`}>{where(approval)}</span>
        </span>
      ),
    },
    {
      key: "where",
      header: t("codes.approvals.where"),
      from: "tablet",
      render: (approval) => (
        <span className={styles.person}>
          {where(approval)}
          <span className={styles.faint}>{approval.code.code}</span>
        </span>
      ),
    },
    {
      key: "since",
      header: t("codes.approvals.since"),
      from: "desktop",
      render: (approval) => format.wallClock(approval.asked_at, time_zone),
    },
    {
      key: "decide",
      header: <span className="visually-hidden">{t("codes.approvals.approve")}</span>,
      align: "end",
      render: (approval) => (
        <ApprovalButtons approval={approval} onDecline={() => onDecline(approval)} />
      ),
    },
  ];
}
