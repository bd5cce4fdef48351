import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Versioned } from "@/api/client";
import type { Import } from "@/api/types";
import { useT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { PageSkeleton } from "@/ui/Skeletons";
import { useOrganization } from "../organizations/context";
import { CheckStep } from "./CheckStep";
import { ColumnsStep } from "./ColumnsStep";
import { DoneStep } from "./DoneStep";
import { useListName } from "./ImportsScreen";
import { Progress } from "./Progress";
import { importQuery } from "./queries";
import { type Step, Steps } from "./Steps";

/** One list, at whichever step it is. */
export function ImportScreen({ importId }: { importId: string }) {
  const { id } = useOrganization();
  const query = useQuery(importQuery(id, importId));
  if (query.isPending) return <PageSkeleton />;
  if (query.isError && !query.data) {
    return (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} action={<Back />} />
    );
  }
  return <List saved={query.data} />;
}

function Back() {
  const t = useT();
  const { slug } = useOrganization();
  return (
    <Link to="/o/$organization/imports" params={{ organization: slug }}>
      {t("imports.back")}
    </Link>
  );
}

function List({ saved }: { saved: Versioned<Import> }) {
  const t = useT();
  const nameOf = useListName();
  const list = saved.value;
  const matched = list.source !== "csv" || list.started_at !== null;
  const [columnsDone, setColumnsDone] = useState(matched);
  const step = stepOf(list, columnsDone);
  return (
    <>
      <PageTitle title={nameOf(list)} />
      <PageHeader
        title={nameOf(list)}
        description={[t("imports.rowCount", { count: list.rows }), list.classroom?.name]
          .filter(Boolean)
          .join(" · ")}
        above={<Back />}
      />
      <Steps at={step} columns={list.source === "csv"} />
      {step === "columns" ? (
        <ColumnsStep saved={saved} onDone={() => setColumnsDone(true)} />
      ) : list.state === "checking" ? (
        <Progress
          title={t("imports.checking.title")}
          text={t("imports.checking.text", { done: list.checked, total: list.rows })}
          done={list.checked}
          total={list.rows}
        />
      ) : step === "check" ? (
        <CheckStep saved={saved} onColumns={matched ? undefined : () => setColumnsDone(false)} />
      ) : (
        <DoneStep list={list} />
      )}
    </>
  );
}

function stepOf(list: Import, columnsDone: boolean): Step {
  if (list.state === "running" || list.state === "done" || list.state === "cancelled")
    return "done";
  return columnsDone ? "check" : "columns";
}
