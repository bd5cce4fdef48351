import { createFileRoute } from "@tanstack/react-router";
import { MeScreen } from "@/features/accounts/MeScreen";

export const Route = createFileRoute("/_student/me")({
  component: MeScreen,
});
