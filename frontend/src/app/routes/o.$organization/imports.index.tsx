import { createFileRoute } from "@tanstack/react-router";
import { ImportsScreen } from "@/features/imports/ImportsScreen";

export const Route = createFileRoute("/o/$organization/imports/")({
  component: ImportsScreen,
});
