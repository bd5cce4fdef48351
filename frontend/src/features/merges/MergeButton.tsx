import { useState } from "react";
import type { StudentDetail } from "@/api/types";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import type { Option } from "@/ui/work/SearchSelect";
import { useStudentOptions } from "../students/queries";
import { ChooseOther } from "./ChooseOther";
import { MergeDialog } from "./MergeDialog";

/** From a student's page: find the other profile, see what comes of it, merge. */
export function MergeButton({ student }: { student: StudentDetail }) {
  const t = useT();
  const [choosing, setChoosing] = useState(false);
  const [other, setOther] = useState<Option | null>(null);
  const useOthers = (search: string) =>
    useStudentOptions(search || student.display_name).filter(({ value }) => value !== student.id);
  return (
    <>
      <Button kind="quiet" onClick={() => setChoosing(true)}>
        {t("merges.action")}
      </Button>
      {choosing ? (
        <ChooseOther
          name={student.display_name}
          useOptions={useOthers}
          onClose={() => setChoosing(false)}
          onChoose={(option) => {
            setChoosing(false);
            setOther(option);
          }}
        />
      ) : null}
      {other ? (
        <MergeDialog one={student.id} other={other.value} onClose={() => setOther(null)} />
      ) : null}
    </>
  );
}
