import type { SpotlightActionData } from "@mantine/spotlight";
import { IconArrowRight, IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useT } from "@/i18n/context";
import { useOrganization } from "../organizations/context";

/** The places of the staff's area, and what is made there. */
export function usePlaces(): SpotlightActionData[] {
  const t = useT();
  const navigate = useNavigate();
  const { slug: organization, role } = useOrganization();
  const params = { organization };
  const place = (label: string, go: () => void): SpotlightActionData => ({
    id: label,
    label,
    leftSection: <IconArrowRight size={20} aria-hidden="true" />,
    onClick: go,
  });
  const everybody = [
    place(t("app.overview"), () => void navigate({ to: "/o/$organization", params })),
    place(t("app.classrooms"), () => void navigate({ to: "/o/$organization/classrooms", params })),
    place(t("app.codes"), () => void navigate({ to: "/o/$organization/codes", params })),
    place(t("app.students"), () => void navigate({ to: "/o/$organization/students", params })),
    place(t("app.refusals"), () => void navigate({ to: "/o/$organization/refusals", params })),
    place(t("app.courses"), () => void navigate({ to: "/o/$organization/courses", params })),
  ];
  if (role !== "admin") return everybody;
  return [
    {
      id: "new-classroom",
      label: t("classrooms.new"),
      leftSection: <IconPlus size={20} aria-hidden="true" />,
      onClick: () =>
        void navigate({ to: "/o/$organization/classrooms", params, search: { start: "new" } }),
    },
    ...everybody,
    place(
      t("merges.duplicates.title"),
      () => void navigate({ to: "/o/$organization/students/duplicates", params }),
    ),
    place(t("app.seats"), () => void navigate({ to: "/o/$organization/seats", params })),
    place(t("app.staff"), () => void navigate({ to: "/o/$organization/staff", params })),
    place(t("app.settings"), () => void navigate({ to: "/o/$organization/settings", params })),
  ];
}
