import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Versioned } from "@/api/client";
import type { CodeBatch } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { BigNumber } from "@/ui/BigNumber";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Panel } from "@/ui/Panel";
import { Sentence } from "@/ui/Sentence";
import { PageSkeleton } from "@/ui/Skeletons";
import { Section } from "@/ui/work/Section";
import { useOrganization } from "../organizations/context";
import { useToday } from "../organizations/useToday";
import styles from "./Batch.module.css";
import { BatchActions } from "./BatchActions";
import { patternOf } from "./batch";
import { CodesTable } from "./CodesTable";
import { batchQuery } from "./queries";
import { codeSentence } from "./sentence";

/** One batch: what became of it, its file again, and what can be done to all of it. */
export function BatchScreen({ batchId }: { batchId: string }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useQuery(batchQuery(id, batchId));
  if (query.isPending) return <PageSkeleton />;
  if (query.isError && !query.data) {
    return (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} action={<Back />} />
    );
  }
  const batch = query.data.value;
  return (
    <>
      <PageTitle title={patternOf(batch.prefix)} />
      <Head saved={query.data} />
      <div className={styles.page}>
        <Figures batch={batch} />
        <Section title={t("codes.batch.codes")}>
          <CodesTable
            filter={{ batch_id: batch.id }}
            empty={
              <EmptyState title={t("codes.batch.deleted")} text={t("codes.batch.deletedText")} />
            }
          />
        </Section>
      </div>
    </>
  );
}

function Back() {
  const t = useT();
  const { slug } = useOrganization();
  return (
    <Link to="/o/$organization/codes" params={{ organization: slug }}>
      {t("codes.batch.back")}
    </Link>
  );
}

function Head({ saved }: { saved: Versioned<CodeBatch> }) {
  const { name } = useOrganization();
  const batch = saved.value;
  return (
    <PageHeader
      title={patternOf(batch.prefix)}
      description={[batch.classroom?.name ?? name, batch.note].filter(Boolean).join(" · ")}
      above={<Back />}
      actions={batch.state === "deleted" ? null : <BatchActions saved={saved} />}
    />
  );
}

function Figures({ batch }: { batch: CodeBatch }) {
  const t = useT();
  const format = useFormat();
  const today = useToday();
  const { name } = useOrganization();
  const rules = codeSentence(
    {
      ...batch.sample,
      enabled: batch.enabled,
      place: batch.classroom?.name ?? name,
      redemptions: null,
      max_redemptions: null,
      courses: null,
    },
    { t, format, today },
  );
  const most = batch.sample.max_redemptions;
  const works = most === null ? "" : t("codes.batch.sentenceEach", { count: most });
  return (
    <Panel>
      <div className={styles.page}>
        <div className={styles.numbers}>
          <BigNumber
            value={batch.used}
            label={t("codes.batch.figureUsed", { count: batch.count })}
          />
          <BigNumber value={batch.left} label={t("codes.batch.figureLeft")} />
          <BigNumber value={batch.exposure.seats} label={t("codes.batch.figureBurn")} />
        </div>
        {batch.state === "deleted" ? null : (
          <Sentence text={[rules, works].filter(Boolean).join(" ")} />
        )}
      </div>
    </Panel>
  );
}
