import { createFileRoute, Outlet, redirect } from "@tanstack/react-router";
import { requireOperatorSecondFactor, requireUser } from "../guards";
import { OperatorLayout } from "../layouts/OperatorLayout";
import { PageError, PagePending } from "../PageStates";

export const Route = createFileRoute("/operator")({
  beforeLoad: async ({ location }) => {
    const user = await requireUser({ location });
    if (!user.operator) throw redirect({ to: "/home" });
    requireOperatorSecondFactor(user, location.href);
  },
  component: Operator,
  errorComponent: PageError,
  pendingComponent: PagePending,
});

function Operator() {
  return (
    <OperatorLayout>
      <Outlet />
    </OperatorLayout>
  );
}
