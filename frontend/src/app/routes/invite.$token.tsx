import { createFileRoute } from "@tanstack/react-router";
import { SetPasswordScreen } from "@/features/accounts/SetPasswordScreen";

export const Route = createFileRoute("/invite/$token")({ component: Screen });

function Screen() {
  const { token } = Route.useParams();
  return <SetPasswordScreen token={token} />;
}
