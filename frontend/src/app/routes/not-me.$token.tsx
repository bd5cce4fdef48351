import { createFileRoute } from "@tanstack/react-router";
import { NotMeScreen } from "@/features/accounts/NotMeScreen";

export const Route = createFileRoute("/not-me/$token")({ component: Screen });

function Screen() {
  const { token } = Route.useParams();
  return <NotMeScreen token={token} />;
}
