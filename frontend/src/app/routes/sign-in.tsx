import { createFileRoute } from "@tanstack/react-router";
import { SignInScreen } from "@/features/accounts/SignInScreen";
import { ownPath } from "@/lib/ownPath";
import { redirectSignedIn } from "../guards";

export const Route = createFileRoute("/sign-in")({
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = ownPath(search.next);
    return next ? { next } : {};
  },
  beforeLoad: redirectSignedIn,
  component: Screen,
});

function Screen() {
  const { next } = Route.useSearch();
  return <SignInScreen next={next} />;
}
