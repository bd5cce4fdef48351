import { createFileRoute } from "@tanstack/react-router";
import { StaffScreen } from "@/features/staff/StaffScreen";
import { requireAdmin } from "../../guards";

export const Route = createFileRoute("/o/$organization/staff")({
  beforeLoad: requireAdmin,
  component: StaffScreen,
});
