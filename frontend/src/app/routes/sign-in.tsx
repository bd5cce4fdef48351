import { createFileRoute } from "@tanstack/react-router";
import { SignInScreen } from "@/features/accounts/SignInScreen";
import { ownPath } from "@/lib/ownPath";
import { redirectSignedIn } from "../guards";

export const Route = createFileRoute("/sign-in")({
  validateSearch: (search: Record<string, unknown>): { next?: string; leaves?: string } => {
    const next = ownPath(search.next);
    const { leaves } = search;
    const known = typeof leaves === "string" && !Number.isNaN(Date.parse(leaves));
    return { ...(next ? { next } : {}), ...(known ? { leaves } : {}) };
  },
  beforeLoad: redirectSignedIn,
  component: Screen,
});

function Screen() {
  const { next, leaves } = Route.useSearch();
  return <SignInScreen next={next} leaves={leaves} />;
}
