import { createFileRoute } from "@tanstack/react-router";
import { InvitationsScreen } from "@/features/invitations/InvitationsScreen";

export const Route = createFileRoute("/o/$organization/invitations")({
  component: InvitationsScreen,
});
