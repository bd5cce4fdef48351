import { IconBuildingCommunity } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useT } from "@/i18n/context";
import { Logo } from "@/ui/Logo";
import { AccountMenu } from "./AccountMenu";
import { BarNavigation, type Entry, RailNavigation } from "./Navigation";
import { Workspace } from "./Workspace";

export function OperatorLayout({ children }: { children: ReactNode }) {
  const t = useT();
  const entries: Entry[] = [
    { label: t("app.organizations"), icon: IconBuildingCommunity, link: { to: "/operator" } },
  ];
  return (
    <Workspace
      top={
        <Link to="/operator" style={{ textDecoration: "none", padding: "6px 8px" }}>
          <Logo />
        </Link>
      }
      rail={<RailNavigation entries={entries} />}
      bar={<BarNavigation entries={entries} />}
      account={<AccountMenu />}
    >
      {children}
    </Workspace>
  );
}
