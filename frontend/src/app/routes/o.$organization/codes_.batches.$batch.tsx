import { createFileRoute } from "@tanstack/react-router";
import { BatchScreen } from "@/features/codes/BatchScreen";

export const Route = createFileRoute("/o/$organization/codes_/batches/$batch")({
  component: Screen,
});

function Screen() {
  const { batch } = Route.useParams();
  return <BatchScreen batchId={batch} />;
}
