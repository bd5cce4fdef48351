import { createFileRoute } from "@tanstack/react-router";
import { OverviewScreen } from "@/features/organizations/OverviewScreen";

export const Route = createFileRoute("/o/$organization/")({
  component: OverviewScreen,
});
