import { useCallback, useRef } from "react";
import { newActionKey } from "./client";
import { Problem } from "./problem";

type Run = <T>(body: unknown, send: (idempotencyKey: string) => Promise<T>) => Promise<T>;

/**
 * One idempotency key per action of a person. It is kept only while nobody knows whether the
 * action was carried out (no connection, server in trouble): sent again, it then counts once.
 * Any clear answer, good or bad, ends the action, and so does a changed request.
 */
export function useAction(): Run {
  const kept = useRef<{ body: string; key: string } | null>(null);
  return useCallback(async (body, send) => {
    const text = JSON.stringify(body);
    if (kept.current?.body !== text) kept.current = { body: text, key: newActionKey() };
    try {
      const answer = await send(kept.current.key);
      kept.current = null;
      return answer;
    } catch (error) {
      if (error instanceof Problem && error.status > 0 && error.status < 500) kept.current = null;
      throw error;
    }
  }, []);
}
