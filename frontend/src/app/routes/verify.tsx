import { createFileRoute } from "@tanstack/react-router";
import { VerifyScreen } from "@/features/accounts/VerifyScreen";
import { requireUser } from "../guards";
import { PageError, PagePending } from "../PageStates";

export const Route = createFileRoute("/verify")({
  beforeLoad: async ({ location }) => {
    await requireUser({ location });
  },
  component: VerifyScreen,
  errorComponent: PageError,
  pendingComponent: PagePending,
});
