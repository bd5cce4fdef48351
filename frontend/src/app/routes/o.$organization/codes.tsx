import { createFileRoute } from "@tanstack/react-router";
import { CodesScreen } from "@/features/codes/CodesScreen";

export const Route = createFileRoute("/o/$organization/codes")({
  validateSearch: (search: Record<string, unknown>): { start?: "new" } =>
    search.start === "new" ? { start: "new" } : {},
  component: Screen,
});

function Screen() {
  const { start } = Route.useSearch();
  return <CodesScreen start={start} />;
}
