import { createFileRoute } from "@tanstack/react-router";
import { StudentsScreen } from "@/features/students/StudentsScreen";
import { readSearch } from "@/features/students/search";

export const Route = createFileRoute("/o/$organization/students/")({
  validateSearch: readSearch,
  component: Screen,
});

function Screen() {
  return <StudentsScreen search={Route.useSearch()} />;
}
