import { useT } from "@/i18n/context";

/** How a student is called; whoever had their account deleted has no name any more. */
export function useNameOf() {
  const t = useT();
  return (student: { display_name: string; deleted?: boolean }) =>
    student.deleted ? t("leaving.deletedStudent") : student.display_name;
}
