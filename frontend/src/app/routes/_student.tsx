import { createFileRoute, Outlet } from "@tanstack/react-router";
import { requireUser } from "../guards";
import { StudentLayout } from "../layouts/StudentLayout";
import { PageError, PagePending } from "../PageStates";

export const Route = createFileRoute("/_student")({
  beforeLoad: async ({ location }) => ({ user: await requireUser({ location }) }),
  component: Student,
  errorComponent: PageError,
  pendingComponent: PagePending,
});

function Student() {
  return (
    <StudentLayout>
      <Outlet />
    </StudentLayout>
  );
}
