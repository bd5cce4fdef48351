import { NumberInput, Radio, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { SeatOverflow } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { Button } from "@/ui/plain/Button";
import { SeatBar } from "@/ui/SeatBar";
import { useOrganization } from "../organizations/context";
import { seatsQuery } from "../seats/queries";
import { heldChange, mostSeats } from "./allotment";
import styles from "./ClassroomDialog.module.css";
import type { ClassroomForm } from "./useClassroomForm";

const USUAL_CLASS = 30;

/** How many seats a classroom holds back, with the change drawn before it is made. */
export function AllotmentFields({ form }: { form: ClassroomForm }) {
  const t = useT();
  const { id } = useOrganization();
  const { data: seats } = useQuery(seatsQuery(id));
  const { draft, set, saved } = form;
  const now = saved?.seats ?? null;
  const most = seats ? mostSeats(now, seats.free) : USUAL_CLASS;
  const keep = draft.seat_allotment !== null;
  const start = Math.max(now?.spent ?? 0, Math.min(USUAL_CLASS, most));
  return (
    <fieldset className={styles.seats}>
      <legend>{t("classrooms.allotment.title")}</legend>
      <Switch
        label={t("classrooms.allotment.keep")}
        description={t(keep ? "classrooms.allotment.keepHint" : "classrooms.allotment.none")}
        checked={keep}
        onChange={(event) => set({ seat_allotment: event.currentTarget.checked ? start : null })}
      />
      {keep ? <CountField form={form} most={most} /> : null}
      {keep && now ? <GiveMore form={form} most={most} /> : null}
      {seats ? (
        <SeatBar seats={seats} change={{ held: heldChange(now, draft.seat_allotment) }} />
      ) : null}
      {keep ? <OverflowField form={form} /> : null}
    </fieldset>
  );
}

function CountField({ form, most }: { form: ClassroomForm; most: number }) {
  const t = useT();
  const explainField = useExplainField();
  const spent = form.saved?.seats?.spent ?? 0;
  const count = form.draft.seat_allotment ?? 0;
  const wrong =
    count < spent
      ? t("classrooms.allotment.tooFew", { spent })
      : count > most
        ? t("classrooms.allotment.tooMany", { count: count - most })
        : null;
  return (
    <NumberInput
      label={t("classrooms.allotment.count")}
      description={[
        spent > 0 ? t("classrooms.allotment.spent", { count: spent }) : "",
        t("classrooms.allotment.most", { most }),
      ]
        .filter(Boolean)
        .join(" ")}
      value={count}
      onChange={(value) => form.set({ seat_allotment: value === "" ? 0 : Number(value) })}
      error={wrong ?? explainField(form.problem, "/seat_allotment")}
      min={0}
      max={10_000_000}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      clampBehavior="none"
      inputMode="numeric"
      maw={240}
    />
  );
}

const A_FEW = 5;

/** Lends a full classroom a few of the free seats, without arithmetic. */
function GiveMore({ form, most }: { form: ClassroomForm; most: number }) {
  const t = useT();
  const allotment = form.draft.seat_allotment ?? 0;
  // What is borrowed already is spent: more seats begin above it.
  const start = Math.max(allotment, form.saved?.seats?.spent ?? 0);
  const count = Math.min(A_FEW, most - start);
  if (count <= 0) return null;
  return (
    <div>
      <Button kind="quiet" onClick={() => form.set({ seat_allotment: start + count })}>
        {t("classrooms.allotment.giveMore", { count })}
      </Button>
    </div>
  );
}

function OverflowField({ form }: { form: ClassroomForm }) {
  const t = useT();
  return (
    <Radio.Group
      label={t("classrooms.allotment.overflow")}
      value={form.draft.seat_overflow}
      onChange={(value) => form.set({ seat_overflow: value as SeatOverflow })}
    >
      <div className={styles.radios}>
        <Radio
          value="refuse"
          label={t("classrooms.allotment.refuse")}
          description={t("classrooms.allotment.refuseHint")}
        />
        <Radio
          value="borrow"
          label={t("classrooms.allotment.borrow")}
          description={t("classrooms.allotment.borrowHint")}
        />
      </div>
    </Radio.Group>
  );
}
