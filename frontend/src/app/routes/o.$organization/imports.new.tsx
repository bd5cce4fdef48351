import { createFileRoute } from "@tanstack/react-router";
import { NewImportScreen } from "@/features/imports/NewImportScreen";

export const Route = createFileRoute("/o/$organization/imports/new")({
  validateSearch: (search: Record<string, unknown>): { classroom?: string; name?: string } => ({
    classroom: typeof search.classroom === "string" ? search.classroom : undefined,
    name: search.name === undefined ? undefined : String(search.name),
  }),
  component: Screen,
});

function Screen() {
  const { classroom, name } = Route.useSearch();
  return (
    <NewImportScreen
      classroom={classroom ? { value: classroom, label: name ?? classroom } : undefined}
    />
  );
}
