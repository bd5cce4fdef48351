import { api } from "@/api/client";

export const redeem = (code: string, idempotencyKey: string, confirmLearner = false) =>
  api.post("/me/redemptions", {
    body: { code, ...(confirmLearner ? { confirm_learner: true } : {}) },
    idempotencyKey,
  });

/** What a join page may show. Somebody signed in hears the precise reason when it is refused. */
export const lookupCode = (code: string) => api.post("/codes/lookup", { body: { code } });
