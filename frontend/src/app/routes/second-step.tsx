import { createFileRoute } from "@tanstack/react-router";
import { SecondStepScreen } from "@/features/accounts/SecondStepScreen";
import { ownPath } from "@/lib/ownPath";
import { requireUser } from "../guards";
import { PageError, PagePending } from "../PageStates";

export const Route = createFileRoute("/second-step")({
  validateSearch: (search: Record<string, unknown>): { next?: string; asks?: string } => {
    const next = ownPath(search.next);
    const asks = typeof search.asks === "string" ? search.asks : undefined;
    return { ...(next ? { next } : {}), ...(asks ? { asks } : {}) };
  },
  beforeLoad: async ({ location }) => {
    await requireUser({ location });
  },
  component: Screen,
  errorComponent: PageError,
  pendingComponent: PagePending,
});

function Screen() {
  const { next, asks } = Route.useSearch();
  return <SecondStepScreen next={next} asks={asks} />;
}
