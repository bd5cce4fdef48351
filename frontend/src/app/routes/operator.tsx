import { createFileRoute, Outlet, redirect } from "@tanstack/react-router";
import { requireUser } from "../guards";
import { OperatorLayout } from "../layouts/OperatorLayout";
import { PageError, PagePending } from "../PageStates";

export const Route = createFileRoute("/operator")({
  beforeLoad: async ({ location }) => {
    const user = await requireUser({ location });
    if (!user.operator) throw redirect({ to: "/home" });
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
