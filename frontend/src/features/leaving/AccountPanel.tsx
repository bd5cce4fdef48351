import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { StudentDetail } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useFormat, useT } from "@/i18n/context";
import { saveFile } from "@/lib/saveFile";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./Departures.module.css";
import { leaverActions, studentDeletionQuery } from "./queries";

/** How long whoever is deleted by their school can be kept. */
const GRACE = 14 * 24 * 3_600_000;

/** For admins: a copy of the record, and the deletion, of a student who has no email to ask for them with. */
export function AccountPanel({ student }: { student: StudentDetail }) {
  const t = useT();
  const { id } = useOrganization();
  const [asks, setAsks] = useState(false);
  const { data } = useQuery(studentDeletionQuery(id, student.id));
  const name = student.display_name;
  if (!data || (data.obstacle && data.obstacle !== "account-shared")) return null;
  if (data.obstacle) {
    return (
      <Panel title={t("leaving.school.title")}>
        <p className={styles.text}>{t("leaving.school.shared", { name })}</p>
      </Panel>
    );
  }
  const copy = async () => {
    const text = JSON.stringify(await leaverActions(id, student.id).copy(), null, 2);
    saveFile(new Blob([text], { type: "application/json" }), "homeroom-student-record.json");
    notifyDone(t("leaving.school.copied"));
  };
  return (
    <Panel title={t("leaving.school.title")}>
      <p className={styles.text}>{t("leaving.school.text", { name })}</p>
      <div className={styles.buttons}>
        <AtOnceButton onAct={copy}>{t("leaving.school.copy")}</AtOnceButton>
        {data.due_at ? null : (
          <Button kind="quiet" onClick={() => setAsks(true)}>
            {t("leaving.school.start")}
          </Button>
        )}
      </div>
      <Remove student={student} opened={asks} onClose={() => setAsks(false)} />
    </Panel>
  );
}

function Remove(props: { student: StudentDetail; opened: boolean; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const run = useAction();
  const refresh = useRefresh();
  const { id, time_zone } = useOrganization();
  const { student, opened, onClose } = props;
  const name = student.display_name;
  const until = (instant: string) => format.dateIn(instant, time_zone);
  const remove = async () => {
    const { due_at } = await run(student.id, leaverActions(id, student.id).remove);
    notifyDone(t("leaving.school.done", { day: due_at ? until(due_at) : "" }));
    refresh();
    // There it says until when, and how to keep the account.
    window.scrollTo({ top: 0 });
  };
  return (
    <ConfirmLoss
      opened={opened}
      onClose={onClose}
      title={t("leaving.school.confirm", { name })}
      confirmLabel={t("leaving.school.submit")}
      onConfirm={remove}
    >
      <p>{t("leaving.school.goes")}</p>
      <p>{t("leaving.school.stays")}</p>
      <p>
        {t("leaving.school.grace", {
          name,
          day: until(new Date(Date.now() + GRACE).toISOString()),
        })}
      </p>
    </ConfirmLoss>
  );
}
