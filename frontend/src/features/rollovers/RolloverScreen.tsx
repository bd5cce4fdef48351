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
  const [shown, setShown] = useState<string | null>(null);
  const past = itemsOf(query.data);
  const running = past.find((one) => one.status === "running" || one.status === "undoing");
  const current = shown ?? running?.id ?? null;
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
        ) : current ? (
          <RolloverResult key={current} id={current} onNew={() => setShown(null)} />
        ) : (
          <RolloverWizard onStarted={setShown} />
        )}
        {past.length > 0 ? <PastRollovers query={query} onOpen={setShown} /> : null}
      </div>
    </>
  );
}
