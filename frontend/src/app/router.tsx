import { createRouter } from "@tanstack/react-router";
import { sessionStore } from "@/api/session";
import { PageSkeleton } from "@/ui/Skeletons";
import { NotFound } from "./NotFound";
import { createQueryClient } from "./queryClient";
import { RouteError } from "./RouteError";
import { routeTree } from "./routeTree.gen";

export function createAppRouter() {
  const queryClient = createQueryClient();
  const router = createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFound,
  });
  // When the session ends, nothing of it may stay on the screen or in memory.
  let user = sessionStore.get().user?.id ?? null;
  sessionStore.subscribe(() => {
    const next = sessionStore.get().user?.id ?? null;
    if (user !== null && next !== user) {
      queryClient.clear();
      void router.invalidate();
    }
    user = next;
  });
  return router;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
