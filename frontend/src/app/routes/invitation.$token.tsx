import { createFileRoute } from "@tanstack/react-router";
import { InvitedScreen } from "@/features/invited/InvitedScreen";

export const Route = createFileRoute("/invitation/$token")({ component: Screen });

function Screen() {
  const { token } = Route.useParams();
  return <InvitedScreen token={token} />;
}
