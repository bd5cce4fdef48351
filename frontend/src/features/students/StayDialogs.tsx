import type { StudentDetail } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { notifyDone } from "@/ui/work/notify";
import { PickDialog } from "@/ui/work/PickDialog";
import { classroomActions } from "../classrooms/queries";
import { useClassroomOptions } from "../classrooms/useClassroomOptions";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import type { Stay } from "./Stays";

/** Puts a student into another classroom; they stay where they are. */
export function AddToClassroom(props: { student: StudentDetail; onClose: () => void }) {
  const { student, onClose } = props;
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  return (
    <PickDialog
      title={t("students.add.title", { name: student.display_name })}
      label={t("students.add.label")}
      useOptions={useClassroomOptions}
      note={t("students.add.note")}
      submitLabel={t("students.add.submit")}
      missing={t("students.add.missing")}
      onClose={onClose}
      onPick={async ({ value, label }) => {
        await run({ room: value, student: student.id }, (key) =>
          classroomActions(id).addMember(value, student.id, key),
        );
        notifyDone(t("students.add.added", { name: student.display_name, classroom: label }));
        refresh();
      }}
    />
  );
}

/** Takes a student out of a classroom, or keeps them out as well. */
export function TakeOut(props: {
  student: StudentDetail;
  stay: Stay;
  how: "remove" | "block";
  onClose: () => void;
}) {
  const { student, stay, how, onClose } = props;
  const t = useT();
  const { id, role } = useOrganization();
  const refresh = useRefresh();
  const name = student.display_name;
  const blocks = how === "block";
  const act = async () => {
    const actions = classroomActions(id);
    await (blocks ? actions.block : actions.removeMember)(stay.classroom.id, student.id);
    notifyDone(t(blocks ? "classrooms.roster.blocked" : "classrooms.roster.removed", { name }));
    refresh();
  };
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("students.leave.title", { name, classroom: stay.classroom.name })}
      confirmLabel={blocks ? t("classrooms.roster.blockConfirm") : t("work.remove")}
      onConfirm={act}
    >
      <p>{t(blocks ? "classrooms.roster.blockText" : "classrooms.roster.removeText", { name })}</p>
      {role === "admin" ? <p>{t("classrooms.roster.removeSeat")}</p> : null}
    </ConfirmLoss>
  );
}

/** Lets a student come in again; puts nobody back. */
export function LiftBlock({ student, stay }: { student: StudentDetail; stay: Stay }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const lift = async () => {
    await classroomActions(id).liftBlock(stay.classroom.id, student.id);
    notifyDone(t("classrooms.roster.lifted", { name: student.display_name }));
    refresh();
  };
  return <AtOnceButton onAct={lift}>{t("classrooms.roster.lift")}</AtOnceButton>;
}
