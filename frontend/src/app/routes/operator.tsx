import { createFileRoute, Outlet, redirect } from "@tanstack/react-router";
import { requireUser } from "../guards";
import { OperatorLayout } from "../layouts/OperatorLayout";

export const Route = createFileRoute("/operator")({
  beforeLoad: async ({ location }) => {
    const user = await requireUser({ location });
    if (!user.operator) throw redirect({ to: "/home" });
  },
  component: Operator,
});

function Operator() {
  return (
    <OperatorLayout>
      <Outlet />
    </OperatorLayout>
  );
}
