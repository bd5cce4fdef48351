import { IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { SeatProof } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, Rows } from "@/ui/DataTable";
import { Notice } from "@/ui/plain/Notice";
import { useOrganization } from "../organizations/context";
import { proofQuery } from "./queries";
import styles from "./SeatsScreen.module.css";

interface Account {
  source: string;
  granted: number;
  spent: number;
  held: number;
}

/** That the ledger adds up, counted by the server just now; how, on demand; loudly when it does not. */
export function Proof() {
  const t = useT();
  const { id } = useOrganization();
  const { data: proof } = useQuery(proofQuery(id));
  if (!proof || proof.ledger.entries === 0) return null;
  if (!proof.adds_up) {
    return (
      <div className={styles.check}>
        <Notice kind="loss" title={t("seats.check.bad")}>
          {t("seats.check.badText")}
        </Notice>
        <Accounts proof={proof} />
      </div>
    );
  }
  return (
    <div className={styles.check}>
      <p className={styles.good}>
        <IconCircleCheck size={20} aria-hidden="true" />
        {t("seats.check.good", { count: proof.ledger.entries, ...proof.balance })}
      </p>
      <details>
        <summary className={styles.how}>{t("seats.check.how")}</summary>
        <Accounts proof={proof} />
      </details>
    </div>
  );
}

function Accounts({ proof }: { proof: SeatProof }) {
  const t = useT();
  const { balance, ledger, counted } = proof;
  const accounts: Account[] = [
    { source: t("seats.check.balance"), ...balance },
    { source: t("seats.check.ledger", { count: ledger.entries }), ...ledger },
    {
      source: t("seats.check.elsewhere"),
      granted: counted.licenses,
      spent: counted.students,
      held: counted.classrooms_held,
    },
  ];
  return (
    <Rows
      label={t("seats.check.list")}
      columns={useColumns()}
      rowKey={(account) => account.source}
      rows={accounts}
    />
  );
}

function useColumns(): Column<Account>[] {
  const t = useT();
  const format = useFormat();
  const numbers = (["granted", "spent", "held"] as const).map((key) => ({
    key,
    header: t(`seats.ledger.kinds.${key}`),
    align: "end" as const,
    render: (account: Account) => format.number(account[key]),
  }));
  return [
    { key: "source", header: t("seats.check.source"), render: (account) => account.source },
    ...numbers,
  ];
}
