import { createFileRoute } from "@tanstack/react-router";
import { CoursesScreen } from "@/features/courses/CoursesScreen";

export const Route = createFileRoute("/o/$organization/courses")({
  component: CoursesScreen,
});
