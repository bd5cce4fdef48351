import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import { useT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { RowsSkeleton } from "@/ui/Skeletons";
import { useOrganization } from "../organizations/context";
import { PastRollovers } from "./PastRollovers";
import { rolloversQuery } from "./queries";
import { RolloverResult } from "./RolloverResult";
import { RolloverWizard } from "./RolloverWizard";
import styles from "./rollovers.module.css";

/** The year rollover: the wizard, or the one that is under way or was looked up, and those before. */
export function RolloverScreen() {
  const t = useT();
  const { id, slug } = useOrganization();
  const query = useInfiniteQuery(rolloversQuery(id));
  const [shown, setShown] = useState<string | "new" | null>(null);
  const past = itemsOf(query.data);
  // Whoever comes back within the month looks for what was done, or for the way back.
  const latest = past.find((one) => one.status !== "undone" && (one.may_undo || !one.finished_at));
  const current = shown ?? latest?.id ?? "new";
  return (
    <>
      <PageTitle title={t("rollovers.title")} />
      <PageHeader
        above={
          <Link to="/o/$organization/classrooms" params={{ organization: slug }}>
            {t("classrooms.title")}
          </Link>
        }
        title={t("rollovers.title")}
        description={t("rollovers.description")}
      />
      <div className={styles.page}>
        {query.isPending ? (
          <RowsSkeleton rows={6} />
        ) : query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : current === "new" ? (
          <RolloverWizard onStarted={setShown} />
        ) : (
          <RolloverResult
            key={current}
            id={current}
            onUndo={() => setShown(current)}
            onNew={() => setShown("new")}
          />
        )}
        {past.some((one) => one.id !== current) ? (
          <PastRollovers query={query} onOpen={setShown} />
        ) : null}
      </div>
    </>
  );
}
