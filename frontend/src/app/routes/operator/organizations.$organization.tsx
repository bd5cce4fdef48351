import { createFileRoute } from "@tanstack/react-router";
import { OrganizationScreen } from "@/features/operator/OrganizationScreen";

export const Route = createFileRoute("/operator/organizations/$organization")({
  component: Screen,
});

function Screen() {
  const { organization } = Route.useParams();
  return <OrganizationScreen organizationId={organization} />;
}
