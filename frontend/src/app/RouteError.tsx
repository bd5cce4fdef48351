import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ErrorState } from "@/ui/ErrorState";

export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ErrorState
      page
      error={error}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}
