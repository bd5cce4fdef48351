import { useCallback, useEffect, useState } from "react";
import { startSession } from "@/api/client";
import { asProblem, type Problem } from "@/api/problem";
import type { InvitationPreview } from "@/api/types";
import { lookupInvitation } from "./actions";

type Invitation =
  | { status: "loading" }
  | { status: "known"; invitation: InvitationPreview }
  | { status: "failed"; problem: Problem };

/** What a link leads into, asked as the person who is signed in, if anybody is. */
export function useInvitation(token: string): [Invitation, reload: () => void] {
  const [found, setFound] = useState<Invitation>({ status: "loading" });
  const load = useCallback(async (): Promise<Invitation> => {
    await startSession().catch(() => {});
    try {
      return { status: "known", invitation: await lookupInvitation(token) };
    } catch (error) {
      return { status: "failed", problem: asProblem(error) };
    }
  }, [token]);
  useEffect(() => {
    let current = true;
    void load().then((answer) => current && setFound(answer));
    return () => {
      current = false;
    };
  }, [load]);
  const reload = useCallback(() => {
    setFound({ status: "loading" });
    void load().then(setFound);
  }, [load]);
  return [found, reload];
}
