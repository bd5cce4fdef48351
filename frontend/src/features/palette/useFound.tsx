import type { SpotlightActionGroupData } from "@mantine/spotlight";
import { IconSchool, IconTicket, IconUser } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { itemsOf } from "@/api/list";
import { useT } from "@/i18n/context";
import { classroomsQuery } from "../classrooms/queries";
import { codesQuery } from "../codes/queries";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "../organizations/context";
import { studentsQuery } from "../students/queries";

const SHOWN = 6;

/** What the server finds for some letters, within reach of whoever asks. */
export function useFound(q: string): SpotlightActionGroupData[] {
  const t = useT();
  const { id, slug: organization } = useOrganization();
  const navigate = useNavigate();
  const nameOf = useNameOf();
  const enabled = q !== "";
  const students = useInfiniteQuery({ ...studentsQuery(id, { q }), enabled });
  const rooms = useInfiniteQuery({ ...classroomsQuery(id, { q }), enabled });
  const codes = useInfiniteQuery({ ...codesQuery(id, { q }), enabled });
  if (!enabled) return [];
  return [
    {
      group: t("students.title"),
      actions: itemsOf(students.data)
        .slice(0, SHOWN)
        .map((student) => ({
          id: student.id,
          label: nameOf(student),
          description:
            student.email ?? student.username ?? (student.deleted ? "" : t("students.noEmail")),
          leftSection: <IconUser size={20} aria-hidden="true" />,
          onClick: () =>
            void navigate({
              to: "/o/$organization/students/$student",
              params: { organization, student: student.id },
            }),
        })),
    },
    {
      group: t("app.classrooms"),
      actions: itemsOf(rooms.data)
        .slice(0, SHOWN)
        .map((room) => ({
          id: room.id,
          label: room.name,
          leftSection: <IconSchool size={20} aria-hidden="true" />,
          onClick: () =>
            void navigate({
              to: "/o/$organization/classrooms/$classroom",
              params: { organization, classroom: room.id },
            }),
        })),
    },
    {
      group: t("app.codes"),
      actions: itemsOf(codes.data)
        .slice(0, SHOWN)
        .map((code) => ({
          id: code.id,
          label: code.code,
          description: code.classroom?.name,
          leftSection: <IconTicket size={20} aria-hidden="true" />,
          onClick: () =>
            void (code.classroom
              ? navigate({
                  to: "/o/$organization/classrooms/$classroom",
                  params: { organization, classroom: code.classroom.id },
                  search: { tab: "codes" },
                })
              : navigate({ to: "/o/$organization/codes", params: { organization } })),
        })),
    },
  ];
}
