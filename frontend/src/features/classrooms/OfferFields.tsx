import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import { useT } from "@/i18n/context";
import { CheckList } from "@/ui/work/CheckList";
import { coursesQuery } from "../courses/queries";
import { useOrganization } from "../organizations/context";
import { useAllStaff } from "../staff/queries";
import type { ClassroomForm } from "./useClassroomForm";

/** Courses and staff of a classroom that is being made; later each has a tab of its own. */
export function OfferFields({ form }: { form: ClassroomForm }) {
  const t = useT();
  const { id } = useOrganization();
  const courses = itemsOf(useInfiniteQuery(coursesQuery(id, "", 200)).data);
  const staff = useAllStaff();
  const { draft, set } = form;
  return (
    <>
      <CheckList
        label={t("classrooms.form.courses")}
        hint={t(courses.length > 0 ? "classrooms.form.coursesHint" : "classrooms.form.coursesNone")}
        options={courses.map(({ id: value, title, topic }) => ({
          value,
          label: title,
          note: topic,
        }))}
        value={draft.course_ids}
        onChange={(course_ids) => set({ course_ids })}
      />
      <CheckList
        label={t("classrooms.form.staff")}
        hint={t("classrooms.form.staffHint")}
        options={staff.map((each) => ({
          value: each.staff_id,
          label: each.display_name,
          note: each.title || t(`staff.role.${each.role}`),
        }))}
        value={draft.staff_ids}
        onChange={(staff_ids) => set({ staff_ids })}
      />
    </>
  );
}
