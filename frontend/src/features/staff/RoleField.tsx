import { Radio } from "@mantine/core";
import type { StaffMember } from "@/api/types";
import { useT } from "@/i18n/context";
import styles from "./StaffScreen.module.css";

/** What each role may do stands where it is chosen. */
export function RoleField(props: {
  value: StaffMember["role"];
  onChange: (role: StaffMember["role"]) => void;
}) {
  const t = useT();
  return (
    <Radio.Group
      label={t("staff.form.role")}
      value={props.value}
      onChange={(value) => props.onChange(value as StaffMember["role"])}
    >
      <div className={styles.roles}>
        <Radio
          value="teacher"
          label={t("staff.role.teacher")}
          description={t("staff.form.teacherHint")}
        />
        <Radio
          value="admin"
          label={t("staff.role.admin")}
          description={t("staff.form.adminHint")}
        />
      </div>
    </Radio.Group>
  );
}
