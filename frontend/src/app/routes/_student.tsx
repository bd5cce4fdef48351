import { createFileRoute, Outlet } from "@tanstack/react-router";
import { requireUser } from "../guards";
import { StudentLayout } from "../layouts/StudentLayout";

export const Route = createFileRoute("/_student")({
  beforeLoad: async ({ location }) => ({ user: await requireUser({ location }) }),
  component: Student,
});

function Student() {
  return (
    <StudentLayout>
      <Outlet />
    </StudentLayout>
  );
}
