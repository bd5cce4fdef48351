import { api } from "@/api/client";
import { listOptions } from "@/api/list";
import type { Settlement } from "@/api/types";

const PATH = "/organizations/{organization_id}/refusals";

export interface RefusalFilter {
  state?: "open" | "settled";
  code_id?: string;
  classroom_id?: string;
  reason?: string;
  q?: string;
}

/** Who was refused; for a teacher at their classrooms. */
export const refusalsQuery = (organization_id: string, filter: RefusalFilter) =>
  listOptions(["organizations", organization_id, "refusals"], PATH, {
    path: { organization_id },
    query: { ...filter },
  });

export const settle = (
  organization_id: string,
  refusal_id: string,
  body: Settlement,
  idempotencyKey: string,
) =>
  api.post(`${PATH}/{refusal_id}/settle`, {
    path: { organization_id, refusal_id },
    body,
    idempotencyKey,
  });

export const settleMany = (
  organization_id: string,
  ids: string[],
  order: Settlement,
  idempotencyKey: string,
) =>
  api.post(`${PATH}/settle`, {
    path: { organization_id },
    body: { ids, ...order },
    idempotencyKey,
  });
