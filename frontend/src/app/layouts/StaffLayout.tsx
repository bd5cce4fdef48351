import {
  IconArmchair,
  IconBook2,
  IconDoorEnter,
  IconHome,
  IconSchool,
  IconSettings,
  IconTicket,
  IconUserStar,
  IconUsers,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Organization } from "@/api/types";
import { OrganizationContext, organizationsQuery } from "@/features/organizations/context";
import { overviewQuery } from "@/features/organizations/queries";
import { Palette } from "@/features/palette/Palette";
import { PaletteButton } from "@/features/palette/PaletteButton";
import { useT } from "@/i18n/context";
import { Notice } from "@/ui/plain/Notice";
import { AccountMenu } from "./AccountMenu";
import { BarNavigation, type Entry, RailNavigation } from "./Navigation";
import { OrganizationSwitcher } from "./OrganizationSwitcher";
import { Workspace } from "./Workspace";

export function StaffLayout(props: { organization: Organization; children: ReactNode }) {
  const t = useT();
  // The guard's answer may be older than a name that was just changed.
  const { data } = useQuery(organizationsQuery());
  const organization =
    data?.find((each) => each.id === props.organization.id) ?? props.organization;
  const entries = useEntries(organization);
  return (
    <OrganizationContext value={organization}>
      <Workspace
        top={<OrganizationSwitcher />}
        search={<PaletteButton />}
        rail={<RailNavigation entries={entries} />}
        bar={<BarNavigation entries={entries} />}
        account={<AccountMenu />}
      >
        {organization.status === "suspended" ? (
          <Notice kind="warn">{t("app.suspended")}</Notice>
        ) : null}
        {props.children}
        <Palette />
      </Workspace>
    </OrganizationContext>
  );
}

function useEntries({ id, slug, role }: Organization): Entry[] {
  const t = useT();
  const asking = useQuery({ ...overviewQuery(id), staleTime: 30_000 }).data?.asking_for_help ?? 0;
  const params = { organization: slug };
  const everybody: Entry[] = [
    {
      label: t("app.overview"),
      icon: IconHome,
      link: { to: "/o/$organization", params },
      exact: true,
    },
    {
      label: t("app.classrooms"),
      icon: IconSchool,
      link: { to: "/o/$organization/classrooms", params },
    },
    { label: t("app.codes"), icon: IconTicket, link: { to: "/o/$organization/codes", params } },
    {
      label: t("app.students"),
      icon: IconUsers,
      link: { to: "/o/$organization/students", params },
    },
    {
      label: t("app.refusals"),
      icon: IconDoorEnter,
      link: { to: "/o/$organization/refusals", params },
      count: asking,
      countLabel: t("app.asking", { count: asking }),
    },
    { label: t("app.courses"), icon: IconBook2, link: { to: "/o/$organization/courses", params } },
  ];
  if (role !== "admin") return everybody;
  return [
    ...everybody,
    { label: t("app.seats"), icon: IconArmchair, link: { to: "/o/$organization/seats", params } },
    { label: t("app.staff"), icon: IconUserStar, link: { to: "/o/$organization/staff", params } },
    {
      label: t("app.settings"),
      icon: IconSettings,
      link: { to: "/o/$organization/settings", params },
    },
  ];
}
