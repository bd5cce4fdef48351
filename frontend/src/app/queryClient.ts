import { QueryClient } from "@tanstack/react-query";
import { Problem } from "@/api/problem";

/** A refusal is an answer: only what might go better next time is asked again. */
function worthRetrying(failures: number, error: Error): boolean {
  const temporary = error instanceof Problem && (error.status === 0 || error.status >= 500);
  return temporary && failures < 2;
}

export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: worthRetrying, staleTime: 10_000 },
      mutations: { retry: false },
    },
  });
