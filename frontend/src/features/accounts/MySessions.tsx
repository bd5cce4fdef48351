import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { Session } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { deviceOf } from "@/lib/device";
import { announce } from "@/ui/announce";
import { ErrorState } from "@/ui/ErrorState";
import { Button } from "@/ui/plain/Button";
import { RowsSkeleton } from "@/ui/Skeletons";
import { endOtherSessions, endSession, mySessions } from "./queries";
import styles from "./screens.module.css";

export function MySessions() {
  const t = useT();
  const query = useInfiniteQuery(mySessions());
  if (query.isPending) return <RowsSkeleton rows={2} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const sessions = itemsOf(query.data);
  return (
    <div className={styles.column}>
      <ul className={styles.list}>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
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
      {sessions.length > 1 ? <EndOthers /> : null}
    </div>
  );
}

/** Everywhere but here, at once. */
function EndOthers() {
  const t = useT();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: () => {
      announce(t("security.sessions.ended"));
      return queries.invalidateQueries({ queryKey: ["me", "sessions"] });
    },
  });
  return (
    <div>
      {end.isError ? <ErrorState error={end.error} /> : null}
      <Button kind="quiet" busy={end.isPending} onClick={() => end.mutate()}>
        {t("security.sessions.endOthers")}
      </Button>
    </div>
  );
}

function SessionRow({ session }: { session: Session }) {
  const t = useT();
  const format = useFormat();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => endSession(session.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["me", "sessions"] }),
  });
  const parts = deviceOf(session.user_agent);
  const device = parts ? t("accounts.me.device", parts) : t("accounts.me.unknownDevice");
  return (
    <li className={styles.row}>
      <div>
        <strong>{device}</strong>
        <div className={styles.faint}>
          {t("accounts.me.lastUsed", { when: format.ago(session.last_used_at) })}
        </div>
        {end.isError ? <ErrorState error={end.error} /> : null}
      </div>
      {session.current ? (
        <span className={styles.good}>{t("accounts.me.thisDevice")}</span>
      ) : (
        <Button
          kind="quiet"
          busy={end.isPending}
          aria-label={t("accounts.me.endSessionOf", { device })}
          onClick={() => end.mutate()}
        >
          {t("accounts.me.endSession")}
        </Button>
      )}
    </li>
  );
}
