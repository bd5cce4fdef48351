import { createFileRoute } from "@tanstack/react-router";
import { ClassroomsScreen } from "@/features/classrooms/ClassroomsScreen";

export const Route = createFileRoute("/o/$organization/classrooms/")({
  validateSearch: (search: Record<string, unknown>): { start?: "new" } =>
    search.start === "new" ? { start: "new" } : {},
  component: Screen,
});

function Screen() {
  const { start } = Route.useSearch();
  return <ClassroomsScreen start={start} />;
}
