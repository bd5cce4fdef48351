import { createFileRoute } from "@tanstack/react-router";
import { CodesScreen } from "@/features/codes/CodesScreen";

export const Route = createFileRoute("/o/$organization/codes")({
  validateSearch: (search: Record<string, unknown>): { start?: "new"; code?: string } => ({
    ...(search.start === "new" ? { start: "new" } : {}),
    ...(typeof search.code === "string" ? { code: search.code } : {}),
  }),
  component: Screen,
});

function Screen() {
  const { start, code } = Route.useSearch();
  return <CodesScreen start={start} code={code} />;
}
