import { api } from "@/api/client";
import { codeText } from "@/lib/codeText";

export const redeem = (code: string, idempotencyKey: string, confirmLearner = false) =>
  api.post("/me/redemptions", {
    body: { code, ...(confirmLearner ? { confirm_learner: true } : {}) },
    idempotencyKey,
  });

/** What a join page may show. Somebody signed in hears the precise reason when it is refused. */
export const lookupCode = (code: string) => api.post("/codes/lookup", { body: { code } });

/** Asks staff for help with a code that refuses. */
export const tellTeacher = (code: string, idempotencyKey: string) =>
  api.post("/me/refusals", { body: { code }, idempotencyKey });

const keyOf = (code: string) => codeText(code).replaceAll("-", "");

/** Whether staff were asked for help with this code, and have not settled it. */
export async function wasTold(code: string): Promise<boolean> {
  const { items } = await api.get("/me/refusals", { query: { limit: 50 } });
  return items.some((item) => item.told_at !== null && keyOf(item.code) === keyOf(code));
}
