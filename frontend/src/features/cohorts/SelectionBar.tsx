import { IconSchool, IconUserOff, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { RowMenu } from "@/ui/work/RowMenu";
import { useOrganization } from "../organizations/context";
import { CohortDialog } from "./CohortDialog";
import { RemoveChosen } from "./RemoveChosen";
import styles from "./Selection.module.css";
import { asRequest, countOf, type Selection, useChosen } from "./selection";
import { TransferDialog } from "./TransferDialog";

interface Props {
  room: Classroom;
  selection: Selection;
  q: string;
  /** How many the list has; null where nobody knows. */
  total: number | null;
  /** Keeps one student out; offered while one is chosen. */
  onBlock: (studentId: string) => void;
}

/** What can be done with the chosen students. A deleted classroom keeps its own, and gives copies. */
export function SelectionBar({ room, selection, q, total, onBlock }: Props) {
  const t = useT();
  const { role } = useOrganization();
  const chosen = useChosen(selection);
  const [open, setOpen] = useState<"move" | "copy" | "remove" | "new" | null>(null);
  const count = countOf(chosen, total);
  if (count === 0) return null;
  const students = asRequest(chosen, q);
  const close = () => setOpen(null);
  const done = () => {
    setOpen(null);
    selection.clear();
  };
  const dialog = { room, students, count, onClose: close, onDone: done };
  const only = !chosen.everybody && count === 1 ? [...chosen.ids][0] : undefined;
  return (
    <section className={styles.bar} aria-label={t("cohorts.chosen")}>
      <strong role="status">
        {count === null ? t("cohorts.chosenMatching", { q }) : t("cohorts.chosenCount", { count })}
      </strong>
      <div className={styles.actions}>
        {room.deleted_at ? null : (
          <Button onClick={() => setOpen("move")}>{t("cohorts.move.action")}</Button>
        )}
        <Button kind="quiet" onClick={() => setOpen("copy")}>
          {t("cohorts.copy.action")}
        </Button>
        {room.deleted_at ? null : (
          <Button kind="quiet" onClick={() => setOpen("remove")}>
            {t("work.remove")}
          </Button>
        )}
        <RowMenu
          of={t("cohorts.chosen")}
          actions={[
            role === "admin" && {
              label: t("cohorts.new.chosen"),
              icon: IconSchool,
              onClick: () => setOpen("new"),
            },
            only !== undefined &&
              !room.deleted_at && {
                label: t("classrooms.roster.block"),
                icon: IconUserOff,
                loss: true,
                onClick: () => onBlock(only),
              },
            { label: t("cohorts.clear"), icon: IconX, onClick: selection.clear },
          ]}
        />
      </div>
      {open === "move" || open === "copy" ? <TransferDialog {...dialog} kind={open} /> : null}
      {open === "remove" ? <RemoveChosen {...dialog} /> : null}
      {open === "new" ? <CohortDialog {...dialog} /> : null}
    </section>
  );
}
