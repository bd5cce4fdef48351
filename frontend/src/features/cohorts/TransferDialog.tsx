import { useState } from "react";
import type { Classroom, SelectedStudents } from "@/api/types";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { FormDialog } from "@/ui/work/FormDialog";
import { SearchMultiSelect } from "@/ui/work/SearchMultiSelect";
import type { Option } from "@/ui/work/SearchSelect";
import { useClassroomOptions } from "../classrooms/useClassroomOptions";
import { useTransfer } from "./useTransfer";

interface Props {
  room: Classroom;
  kind: "move" | "copy";
  students: SelectedStudents;
  /** Null: as many as match the search. */
  count: number | null;
  onClose: () => void;
  onDone: () => void;
}

/** Asks where the chosen students are to go. */
export function TransferDialog({ room, kind, students, count, onClose, onDone }: Props) {
  const t = useT();
  const transfer = useTransfer(room);
  const [to, setTo] = useState<Option[]>([]);
  const [tried, setTried] = useState(false);
  const { busy, problem, submit } = useSubmit(async () => {
    await transfer({ kind, students, to_classroom_ids: to.map(({ value }) => value) });
    onDone();
  });
  const useOthers = (search: string) =>
    useClassroomOptions(search).filter(({ value }) => value !== room.id);
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={
        count === null ? t(`cohorts.${kind}.titleMatching`) : t(`cohorts.${kind}.title`, { count })
      }
      submitLabel={t(`cohorts.${kind}.action`)}
      busy={busy}
      problem={problem}
      note={t("cohorts.noSeats")}
      onSubmit={() => {
        setTried(true);
        if (to.length > 0) void submit();
      }}
    >
      <SearchMultiSelect
        label={t("cohorts.to")}
        description={t("cohorts.toHint")}
        value={to}
        onChange={setTo}
        useOptions={useOthers}
        error={tried && to.length === 0 ? t("cohorts.toMissing") : null}
      />
      <p>{t(`cohorts.${kind}.text`, { from: room.name })}</p>
    </FormDialog>
  );
}
