import { createFileRoute } from "@tanstack/react-router";
import { SeatsScreen } from "@/features/seats/SeatsScreen";
import { requireAdmin } from "../../guards";

export const Route = createFileRoute("/o/$organization/seats")({
  // The ledger of one student's seat.
  validateSearch: (search: Record<string, unknown>): { student?: string } =>
    typeof search.student === "string" ? { student: search.student } : {},
  beforeLoad: requireAdmin,
  component: Screen,
});

function Screen() {
  const { student } = Route.useSearch();
  return <SeatsScreen student={student} />;
}
