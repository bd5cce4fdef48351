import type { Classroom, SelectedStudents } from "@/api/types";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { useOrganization } from "../organizations/context";
import { useTransfer } from "./useTransfer";

interface Props {
  room: Classroom;
  students: SelectedStudents;
  /** Null: as many as match the search. */
  count: number | null;
  onClose: () => void;
  onDone: () => void;
}

/** Asks before the chosen students are taken out. */
export function RemoveChosen({ room, students, count, onClose, onDone }: Props) {
  const t = useT();
  const { role } = useOrganization();
  const transfer = useTransfer(room);
  const remove = async () => {
    await transfer({ kind: "remove", students, to_classroom_ids: [] });
    onDone();
  };
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={
        count === null ? t("cohorts.remove.titleMatching") : t("cohorts.remove.title", { count })
      }
      confirmLabel={t("work.remove")}
      onConfirm={remove}
    >
      <p>{t("cohorts.remove.text", { from: room.name })}</p>
      {role === "admin" ? <p>{t("cohorts.remove.seats")}</p> : null}
    </ConfirmLoss>
  );
}
