import { createFileRoute } from "@tanstack/react-router";
import { ImportScreen } from "@/features/imports/ImportScreen";

export const Route = createFileRoute("/o/$organization/imports/$import")({
  component: Screen,
});

function Screen() {
  const params = Route.useParams();
  return <ImportScreen key={params.import} importId={params.import} />;
}
