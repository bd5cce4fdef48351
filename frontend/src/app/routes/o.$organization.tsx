import { createFileRoute, type ErrorComponentProps, Outlet } from "@tanstack/react-router";
import {
  NotOnStaff,
  requireOrganization,
  requireSecondFactor,
  requireSlug,
  requireUser,
} from "../guards";
import { StaffLayout } from "../layouts/StaffLayout";
import { NoOrganization } from "../NoOrganization";
import { PageError, PagePending } from "../PageStates";

export const Route = createFileRoute("/o/$organization")({
  beforeLoad: async ({ location, params, context }) => {
    const user = await requireUser({ location });
    const organization = await requireOrganization(context.queryClient, params.organization);
    requireSlug(organization, params.organization, location.href);
    requireSecondFactor(user, organization, location.href);
    return { organization };
  },
  component: Staff,
  errorComponent: Failed,
  pendingComponent: PagePending,
});

function Staff() {
  const { organization } = Route.useRouteContext();
  return (
    <StaffLayout organization={organization}>
      <Outlet />
    </StaffLayout>
  );
}

function Failed(props: ErrorComponentProps) {
  return props.error instanceof NotOnStaff ? <NoOrganization /> : <PageError {...props} />;
}
