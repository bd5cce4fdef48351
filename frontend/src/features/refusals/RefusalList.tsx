import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { itemsOf } from "@/api/list";
import type { Page, RefusalCase } from "@/api/types";
import { useT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { Button } from "@/ui/plain/Button";
import { RowsSkeleton } from "@/ui/Skeletons";
import { RefusalRow } from "./RefusalRow";
import styles from "./Refusals.module.css";

interface Props {
  query: UseInfiniteQueryResult<InfiniteData<Page<RefusalCase>>>;
  /** Shows all who wait for the same reason. */
  onMore: (refusal: RefusalCase) => void;
  empty: ReactNode;
}

/** The cases as sentences, each with what helps beside it. */
export function RefusalList({ query, onMore, empty }: Props) {
  const t = useT();
  if (query.isPending) return <RowsSkeleton />;
  if (query.isError && !query.data) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  const cases = itemsOf(query.data);
  if (cases.length === 0) return empty;
  return (
    <>
      <ul className={styles.list} aria-label={t("refusalDesk.list")}>
        {cases.map((refusal) => (
          <RefusalRow key={refusal.id} refusal={refusal} onMore={() => onMore(refusal)} />
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          kind="quiet"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("ui.loadMore")}
        </Button>
      ) : null}
    </>
  );
}
