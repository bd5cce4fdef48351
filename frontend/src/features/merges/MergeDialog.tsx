import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { MergePreview, MergeSide } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useFormat, useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { ErrorState } from "@/ui/ErrorState";
import { RowsSkeleton } from "@/ui/Skeletons";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./merges.module.css";
import { mergeActions, previewQuery } from "./queries";
import { SideChoice } from "./SideChoice";

/** Two profiles side by side, which of them stays, and what will be; then the click. */
export function MergeDialog(props: { one: string; other: string; onClose: () => void }) {
  const { one, other, onClose } = props;
  const t = useT();
  const { id, slug } = useOrganization();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const run = useAction();
  const [kept, setKept] = useState(one);
  const query = useQuery(previewQuery(id, one, other));
  const merged = kept === one ? other : one;
  const { busy, problem, submit } = useSubmit(async () => {
    const merge = await run({ kept, merged }, (key) => mergeActions(id).merge(kept, merged, key));
    notifyDone(t("merges.done", { name: merge.kept_name }));
    onClose();
    refresh();
    await navigate({
      to: "/o/$organization/students/$student",
      params: { organization: slug, student: kept },
    });
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t("merges.title")}
      submitLabel={t("merges.submit")}
      busy={busy || query.isPending}
      problem={problem}
      onSubmit={() => (query.data ? void submit() : undefined)}
      size={720}
    >
      {query.isPending ? <RowsSkeleton /> : null}
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data ? <Sides preview={query.data} kept={kept} onKeep={setKept} /> : null}
    </FormDialog>
  );
}

function Sides(props: { preview: MergePreview; kept: string; onKeep: (id: string) => void }) {
  const { preview, kept, onKeep } = props;
  const t = useT();
  const sides: MergeSide[] = [preview.kept, preview.merged];
  return (
    <div className={styles.dialog}>
      <fieldset className={styles.sides}>
        <legend>{t("merges.which")}</legend>
        {sides.map((side) => (
          <SideChoice key={side.id} side={side} chosen={side.id === kept} onChoose={onKeep} />
        ))}
      </fieldset>
      <Outcome preview={preview} />
    </div>
  );
}

/** What will be, in sentences: nothing is lost, no seat comes back, and it can be undone. */
function Outcome({ preview }: { preview: MergePreview }) {
  const t = useT();
  const format = useFormat();
  const { kept, merged, classrooms, courses, undo_days } = preview;
  const blocked = [...new Set([...kept.blocked_in, ...merged.blocked_in])];
  return (
    <ul className={styles.outcome}>
      <li>
        {classrooms.length > 0
          ? t("merges.outcome.classrooms", { classrooms: format.list(classrooms) })
          : t("merges.outcome.noClassrooms")}
      </li>
      <li>
        {t("merges.outcome.records", {
          codes: kept.codes + merged.codes,
          courses,
          notes: kept.notes + merged.notes,
        })}
      </li>
      {blocked.length > 0 ? (
        <li>{t("merges.outcome.blocked", { classrooms: format.list(blocked) })}</li>
      ) : null}
      <li>{t("merges.outcome.seats", { count: kept.seats + merged.seats })}</li>
      <li>{t("merges.outcome.accounts")}</li>
      <li>{t("merges.outcome.undo", { days: undo_days })}</li>
    </ul>
  );
}
