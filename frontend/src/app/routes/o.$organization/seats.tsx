import { createFileRoute } from "@tanstack/react-router";
import { SeatsScreen } from "@/features/seats/SeatsScreen";
import { requireAdmin } from "../../guards";

export const Route = createFileRoute("/o/$organization/seats")({
  beforeLoad: requireAdmin,
  component: SeatsScreen,
});
