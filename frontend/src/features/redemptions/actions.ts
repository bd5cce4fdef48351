import { api } from "@/api/client";
import type { CodeLookup, Redemption } from "@/api/types";

export const redeem = (code: string, idempotencyKey: string, confirmLearner = false) =>
  api.post<Redemption>("/me/redemptions", {
    body: { code, ...(confirmLearner ? { confirm_learner: true } : {}) },
    idempotencyKey,
  });

/** What a join page may show. Somebody signed in hears the precise reason when it is refused. */
export const lookupCode = (code: string) =>
  api.post<CodeLookup>("/codes/lookup", { body: { code } });
