import { createFileRoute } from "@tanstack/react-router";
import { SettingsScreen } from "@/features/organizations/SettingsScreen";
import { requireAdmin } from "../../guards";

export const Route = createFileRoute("/o/$organization/settings")({
  beforeLoad: requireAdmin,
  component: SettingsScreen,
});
