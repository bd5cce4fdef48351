import { createFileRoute } from "@tanstack/react-router";
import { RolloverScreen } from "@/features/rollovers/RolloverScreen";
import { requireAdmin } from "../../guards";

export const Route = createFileRoute("/o/$organization/rollover")({
  beforeLoad: requireAdmin,
  component: RolloverScreen,
});
