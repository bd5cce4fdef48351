import { createRootRouteWithContext, Outlet } from "@tanstack/react-router";
import type { RouterContext } from "../guards";
import { PageError, PageNotFound } from "../PageStates";

export const Route = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  errorComponent: PageError,
  notFoundComponent: PageNotFound,
});
