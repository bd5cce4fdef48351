import { useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { startSession } from "@/api/client";
import { asProblem, type Problem } from "@/api/problem";
import { sessionStore } from "@/api/session";
import { signInWithCard } from "./actions";
import { landingPath, signOut } from "./session";

/**
 * A sign-in card was scanned. Its secret stands behind the # of the address, which browsers send to
 * nobody; it leaves the address bar at once, so that neither the history nor a screenshot keeps it.
 */
export function useCard() {
  const router = useRouter();
  const [secret] = useState(() => window.location.hash.slice(1));
  const [problem, setProblem] = useState<Problem | null>(null);
  /** Somebody else is signed in here: they are asked before they are signed out. */
  const [asks, setAsks] = useState(false);

  const begun = useRef(false);

  const enter = useCallback(async () => {
    setProblem(null);
    setAsks(false);
    try {
      const { user } = await signInWithCard(secret);
      await router.navigate({ href: landingPath(user), replace: true });
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [router, secret]);

  useEffect(() => {
    if (secret === "" || begun.current) return;
    begun.current = true;
    window.history.replaceState(window.history.state, "", window.location.pathname);
    const begin = async () => {
      await startSession().catch(() => {});
      if (sessionStore.get().user) setAsks(true);
      else await enter();
    };
    void begin();
  }, [secret, enter]);

  const change = useCallback(async () => {
    await signOut().catch(() => {});
    await enter();
  }, [enter]);
  return { missing: secret === "", asks, problem, enter, change };
}
