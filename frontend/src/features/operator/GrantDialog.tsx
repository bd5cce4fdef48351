import { NumberInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { NewLicense, OperatorOrganization } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useFormat, useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { todayIn, yearLater, zoneCity } from "@/lib/days";
import { useSubmit } from "@/lib/useSubmit";
import { SeatBar } from "@/ui/SeatBar";
import { DayField } from "@/ui/work/DayField";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import styles from "./operator.module.css";
import { grantLicense, OPERATOR_KEY } from "./queries";

interface Props {
  organization: OperatorOrganization;
  onClose: () => void;
}

interface Draft {
  seats: number | null;
  starts_on: string | null;
  ends_on: string | null;
  note: string;
}

/** Sends the license once it is complete. */
function useGrant({ organization, onClose }: Props) {
  const t = useT();
  const queries = useQueryClient();
  const run = useAction();
  const today = todayIn(organization.time_zone);
  const [draft, setDraft] = useState<Draft>({
    seats: null,
    starts_on: today,
    ends_on: yearLater(today),
    note: "",
  });
  const [tried, setTried] = useState(false);
  const sending = useSubmit(async (body: NewLicense) => {
    await run(body, (key) => grantLicense(organization.id, body, key));
    notifyDone(t("operator.grant.done", { count: body.seats }));
    void queries.invalidateQueries({ queryKey: OPERATOR_KEY });
    onClose();
  });
  return {
    ...sending,
    draft,
    tried,
    set: (changes: Partial<Draft>) => setDraft((now) => ({ ...now, ...changes })),
    send() {
      setTried(true);
      const { seats, starts_on, ends_on, note } = draft;
      if (seats && starts_on && ends_on) {
        void sending.submit({ seats, starts_on, ends_on, note: note.trim() });
      }
    },
  };
}

export function GrantDialog(props: Props) {
  const { organization, onClose } = props;
  const t = useT();
  const explainField = useExplainField();
  const form = useGrant(props);
  const { draft, set, tried, problem } = form;
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t("operator.grant.title", organization)}
      submitLabel={t("operator.grant.submit")}
      busy={form.busy}
      problem={problem}
      onSubmit={form.send}
    >
      <NumberInput
        label={t("operator.grant.seats")}
        value={draft.seats ?? ""}
        onChange={(value) => set({ seats: value === "" ? null : Number(value) })}
        error={
          tried && !draft.seats ? t("operator.grant.missing") : explainField(problem, "/seats")
        }
        min={1}
        max={10_000_000}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        clampBehavior="none"
        inputMode="numeric"
        maw={240}
      />
      <div className={styles.days}>
        <DayField
          label={t("operator.grant.from")}
          value={draft.starts_on}
          onChange={(starts_on) => set({ starts_on })}
          error={
            tried && !draft.starts_on
              ? t("operator.grant.dates")
              : explainField(problem, "/starts_on")
          }
        />
        <DayField
          label={t("operator.grant.till")}
          value={draft.ends_on}
          min={draft.starts_on ?? undefined}
          onChange={(ends_on) => set({ ends_on })}
          error={
            tried && !draft.ends_on ? t("operator.grant.dates") : explainField(problem, "/ends_on")
          }
        />
      </div>
      <TextInput
        label={t("work.optional", { label: t("operator.grant.note") })}
        description={t("operator.grant.noteHint")}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
        error={explainField(problem, "/note")}
        maxLength={1000}
      />
      <What organization={organization} draft={draft} />
    </FormDialog>
  );
}

/** What granting does, drawn and said before the click. */
function What({ organization, draft }: { organization: OperatorOrganization; draft: Draft }) {
  const t = useT();
  const format = useFormat();
  const count = draft.seats ?? 0;
  const today = todayIn(organization.time_zone);
  return (
    <div className={styles.what}>
      <SeatBar seats={organization.seats} change={{ granted: count }} />
      {count > 0 ? <p>{t("operator.grant.what", { count })}</p> : null}
      {draft.starts_on && draft.ends_on ? (
        <p className={styles.faint}>
          {t("operator.grant.term", {
            from: format.day(draft.starts_on, today),
            till: format.day(draft.ends_on, today),
          })}{" "}
          {t("operator.grant.days", { city: zoneCity(organization.time_zone) })}
        </p>
      ) : null}
    </div>
  );
}
