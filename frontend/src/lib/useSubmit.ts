import { useCallback, useState } from "react";
import { asProblem, type Problem } from "@/api/problem";

/** What a form needs while it is sent: whether it is under way, and why it was refused. */
export function useSubmit<Args extends unknown[]>(action: (...args: Args) => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = useCallback(
    async (...args: Args) => {
      setBusy(true);
      setProblem(null);
      try {
        await action(...args);
      } catch (error) {
        setProblem(asProblem(error));
      } finally {
        setBusy(false);
      }
    },
    [action],
  );
  return { busy, problem, submit, setProblem };
}
