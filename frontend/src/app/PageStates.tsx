import type { ErrorComponentProps } from "@tanstack/react-router";
import { PublicPage } from "@/features/accounts/PublicPage";
import { PageSkeleton } from "@/ui/Skeletons";
import { NotFound } from "./NotFound";
import { RouteError } from "./RouteError";

/** States of whole pages, before any area's frame stands around them. */

export function PageError(props: ErrorComponentProps) {
  return (
    <PublicPage>
      <RouteError {...props} />
    </PublicPage>
  );
}

export function PagePending() {
  return (
    <PublicPage wide>
      <PageSkeleton />
    </PublicPage>
  );
}

export function PageNotFound() {
  return (
    <PublicPage>
      <NotFound />
    </PublicPage>
  );
}
