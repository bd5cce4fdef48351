import type { CourseStudent } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { notifyDone } from "@/ui/work/notify";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./progress.module.css";
import { progressActions, type Watched } from "./queries";

/** The one click that helps a student on. */
export function Remedy({ path, one }: { path: Watched; one: CourseStudent }) {
  const t = useT();
  const refresh = useRefresh();
  const run = useAction();
  const { student_id, held_up_by: held, display_name: name } = one;
  const give = async (key: string) => {
    await run({ student_id, key }, (once) =>
      progressActions(path).giveAttempt(student_id, key, once),
    );
    notifyDone(t("progress.attemptGiven", { name }));
    refresh();
  };
  const nudge = async () => {
    const done = await run({ student_id }, (once) =>
      progressActions(path).nudgeOne(student_id, once),
    );
    notifyDone(t(done.mails > 0 ? "progress.nudgedOne" : "progress.notNudgedOne", { name }));
    refresh();
  };
  if (one.reason === "out-of-attempts" && held) {
    return (
      <AtOnceButton onAct={() => give(held.lesson_key)}>
        {t("progress.giveAttempt")}
        <span className="visually-hidden">{name}</span>
      </AtOnceButton>
    );
  }
  if (one.state !== "stuck" && one.state !== "not-begun") return null;
  if (!one.can_be_mailed) return <span className={styles.soft}>{t("progress.inPerson")}</span>;
  return (
    <AtOnceButton onAct={nudge}>
      {t("progress.nudgeOne")}
      <span className="visually-hidden">{name}</span>
    </AtOnceButton>
  );
}
