import { useCallback, useEffect, useState } from "react";
import { startSession } from "@/api/client";
import { asProblem, type Problem } from "@/api/problem";
import type { CodeLookup } from "@/api/types";
import { lookupCode } from "../redemptions/actions";

type Offer =
  | { status: "loading" }
  | { status: "open"; lookup: CodeLookup }
  | { status: "closed"; problem: Problem };

/** What the code offers, asked as the person who is signed in, if anybody is. */
export function useOffer(code: string): [Offer, reload: () => void] {
  const [offer, setOffer] = useState<Offer>({ status: "loading" });
  const load = useCallback(async () => {
    // Who is signed in hears the precise reason of a refusal, so that comes first.
    await startSession().catch(() => {});
    try {
      return { status: "open", lookup: await lookupCode(code) } as const;
    } catch (error) {
      return { status: "closed", problem: asProblem(error) } as const;
    }
  }, [code]);

  useEffect(() => {
    let current = true;
    void load().then((answer) => current && setOffer(answer));
    return () => {
      current = false;
    };
  }, [load]);

  const reload = useCallback(() => {
    setOffer({ status: "loading" });
    void load().then(setOffer);
  }, [load]);
  return [offer, reload];
}
