import { createFileRoute } from "@tanstack/react-router";
import { RefusalsScreen } from "@/features/refusals/RefusalsScreen";
import { readSearch } from "@/features/refusals/search";

export const Route = createFileRoute("/o/$organization/refusals")({
  validateSearch: readSearch,
  component: Screen,
});

function Screen() {
  return <RefusalsScreen search={Route.useSearch()} />;
}
