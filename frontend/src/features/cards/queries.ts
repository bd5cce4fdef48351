import { api } from "@/api/client";
import { listOptions } from "@/api/list";

const PATH = "/organizations/{organization_id}/sign-in-cards";

/** How many cards are made at once. */
export const MOST_CARDS = 200;

/** Of one classroom, or who came by one import; nothing said: of all within reach. */
export interface Whose {
  classroom_id?: string;
  import_id?: string;
}

/** The students who may have a card, first those without one. */
export const cardOwnersQuery = (organization_id: string, whose: Whose = {}) =>
  listOptions(["organizations", organization_id, "sign-in-cards"], PATH, {
    path: { organization_id },
    query: { ...whose, limit: MOST_CARDS },
  });

/** One student's own, if the school keeps their account. */
export const cardOwnerQuery = (organization_id: string, student_id: string) =>
  listOptions(["organizations", organization_id, "sign-in-cards"], PATH, {
    path: { organization_id },
    query: { student_id },
  });

export function cardActions(organization_id: string) {
  const at = (student_id: string) => ({ path: { organization_id, student_id } });
  return {
    make: async (student_ids: string[]) =>
      (await api.post(PATH, { path: { organization_id }, body: { student_ids } })).cards,
    revoke: (student_id: string) => api.delete(`${PATH}/{student_id}`, at(student_id)),
    resetPassword: (student_id: string) =>
      api.post("/organizations/{organization_id}/students/{student_id}/password", at(student_id)),
  };
}
