import { createFileRoute } from "@tanstack/react-router";
import { StudentsScreen } from "@/features/students/StudentsScreen";

export const Route = createFileRoute("/o/$organization/students/")({
  component: StudentsScreen,
});
