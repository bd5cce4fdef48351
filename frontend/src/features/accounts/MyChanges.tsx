import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { AccountChange } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { Button } from "@/ui/plain/Button";
import { RowsSkeleton } from "@/ui/Skeletons";
import { myChanges } from "./queries";
import styles from "./screens.module.css";

/** What changed about the account, for its owner to recognize, or not. */
export function MyChanges() {
  const t = useT();
  const query = useInfiniteQuery(myChanges());
  if (query.isPending) return <RowsSkeleton rows={2} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const changes = itemsOf(query.data);
  if (changes.length === 0) return <p className={styles.faint}>{t("security.changes.none")}</p>;
  return (
    <>
      <ul className={styles.list}>
        {changes.map((change) => (
          <Change key={change.id} change={change} />
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          kind="plain"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("security.changes.more")}
        </Button>
      ) : null}
    </>
  );
}

function Change({ change }: { change: AccountChange }) {
  const t = useT();
  const format = useFormat();
  return (
    <li className={styles.row}>
      <span className={styles.long}>
        {t(`security.changes.kind.${change.kind}`, { address: change.detail ?? "" })}
      </span>
      <time className={styles.faint} dateTime={change.occurred_at}>
        {format.ago(change.occurred_at)}
      </time>
    </li>
  );
}
