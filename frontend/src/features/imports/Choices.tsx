import { Checkbox } from "@mantine/core";
import type { Versioned } from "@/api/client";
import type { Import, ImportPreview } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Refusal } from "@/ui/work/FormDialog";
import { useOrganization } from "../organizations/context";
import { outcomesOf } from "./figures";
import styles from "./imports.module.css";
import { useSave } from "./useSave";

/** What can be had on top: classrooms, usernames, teachers, mail. */
export function Choices(props: { saved: Versioned<Import>; preview: ImportPreview | undefined }) {
  const { saved, preview } = props;
  const list = saved.value;
  const t = useT();
  const format = useFormat();
  const { role } = useOrganization();
  const { problem, save } = useSave(saved);
  const missing = preview?.missing_classrooms ?? [];
  const teachers = outcomesOf(list, list.add_teachers ? "staff" : "teacher");
  const admin = role === "admin";
  return (
    <div className={styles.fields}>
      {admin && missing.length > 0 ? (
        <Checkbox
          label={t("imports.check.rooms", { count: missing.length })}
          description={t("imports.check.roomsText", {
            names: format.list(missing.slice(0, 5).map((room) => room.name)),
          })}
          checked={list.make_classrooms}
          onChange={(event) => void save({ make_classrooms: event.currentTarget.checked })}
        />
      ) : null}
      {list.give_usernames || outcomesOf(list, "no-address") > 0 ? (
        <Checkbox
          label={t("imports.check.usernames")}
          description={t("imports.check.usernamesText")}
          checked={list.give_usernames}
          onChange={(event) => void save({ give_usernames: event.currentTarget.checked })}
        />
      ) : null}
      {admin && teachers > 0 ? (
        <Checkbox
          label={t("imports.check.teachers", { count: teachers })}
          checked={list.add_teachers}
          onChange={(event) => void save({ add_teachers: event.currentTarget.checked })}
        />
      ) : null}
      <Checkbox
        label={t("imports.check.mail")}
        checked={list.send_mail}
        onChange={(event) => void save({ send_mail: event.currentTarget.checked })}
      />
      {list.left_out > 0 ? (
        <p className={styles.faint}>{t("imports.check.gone", { count: list.left_out })}</p>
      ) : null}
      <Refusal problem={problem} />
    </div>
  );
}
