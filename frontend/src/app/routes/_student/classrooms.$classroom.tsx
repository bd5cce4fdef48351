import { createFileRoute } from "@tanstack/react-router";
import { ClassroomScreen } from "@/features/home/ClassroomScreen";

export const Route = createFileRoute("/_student/classrooms/$classroom")({
  component: Screen,
});

function Screen() {
  const { classroom } = Route.useParams();
  return <ClassroomScreen classroomId={classroom} />;
}
