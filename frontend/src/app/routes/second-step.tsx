import { createFileRoute } from "@tanstack/react-router";
import { SecondStepScreen } from "@/features/accounts/SecondStepScreen";
import { ownPath } from "@/lib/ownPath";
import { requireUser } from "../guards";
import { PageError, PagePending } from "../PageStates";

export const Route = createFileRoute("/second-step")({
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = ownPath(search.next);
    return next ? { next } : {};
  },
  beforeLoad: async ({ location }) => {
    await requireUser({ location });
  },
  component: Screen,
  errorComponent: PageError,
  pendingComponent: PagePending,
});

function Screen() {
  const { next } = Route.useSearch();
  return <SecondStepScreen next={next} />;
}
