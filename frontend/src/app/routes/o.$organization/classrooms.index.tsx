import { createFileRoute } from "@tanstack/react-router";
import { ClassroomsScreen } from "@/features/classrooms/ClassroomsScreen";

export const Route = createFileRoute("/o/$organization/classrooms/")({
  component: ClassroomsScreen,
});
