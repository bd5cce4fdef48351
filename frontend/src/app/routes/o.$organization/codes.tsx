import { createFileRoute } from "@tanstack/react-router";
import { CodesScreen } from "@/features/codes/CodesScreen";

export const Route = createFileRoute("/o/$organization/codes")({
  component: CodesScreen,
});
