import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { Redemption } from "@/api/types";
import { myRedemptions } from "@/features/home/queries";
import { useFormat, useT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { RowsSkeleton } from "@/ui/Skeletons";
import { Ticket } from "@/ui/Ticket";
import styles from "./screens.module.css";

export function MyCodes() {
  const t = useT();
  const query = useInfiniteQuery(myRedemptions());
  if (query.isPending) return <RowsSkeleton rows={2} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const redemptions = itemsOf(query.data);
  if (redemptions.length === 0) return <p className={styles.faint}>{t("accounts.me.noCodes")}</p>;
  return (
    <ul className={styles.list}>
      {redemptions.map((redemption) => (
        <li key={redemption.id} className={styles.row}>
          <Ticket
            code={redemption.code}
            state={redemption.redeemed_at ? "joined" : "waiting"}
            size="small"
            copies={false}
          />
          <Where redemption={redemption} />
        </li>
      ))}
    </ul>
  );
}

function Where({ redemption }: { redemption: Redemption }) {
  const t = useT();
  const format = useFormat();
  const where = redemption.classroom?.name ?? redemption.organization.name;
  return (
    <span className={styles.faint}>
      {redemption.redeemed_at
        ? t("accounts.me.joinedOn", { where, when: format.ago(redemption.redeemed_at) })
        : t("accounts.me.waiting", { where })}
    </span>
  );
}
