import { createFileRoute } from "@tanstack/react-router";
import { StudentScreen } from "@/features/students/StudentScreen";

export const Route = createFileRoute("/o/$organization/students/$student")({
  component: Screen,
});

function Screen() {
  const { student } = Route.useParams();
  return <StudentScreen studentId={student} />;
}
