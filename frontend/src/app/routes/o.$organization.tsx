import { createFileRoute, Outlet } from "@tanstack/react-router";
import { requireOrganization, requireUser } from "../guards";
import { StaffLayout } from "../layouts/StaffLayout";
import { NoOrganization } from "../NoOrganization";

export const Route = createFileRoute("/o/$organization")({
  beforeLoad: async ({ location, params, context }) => {
    await requireUser({ location });
    return { organization: await requireOrganization(context.queryClient, params.organization) };
  },
  component: Staff,
  notFoundComponent: NoOrganization,
});

function Staff() {
  const { organization } = Route.useRouteContext();
  return (
    <StaffLayout organization={organization}>
      <Outlet />
    </StaffLayout>
  );
}
