import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";
import type { InvitationRequest } from "@/api/types";
import { saveFile } from "@/lib/saveFile";

const PATH = "/organizations/{organization_id}/invitations";
const ONE = `${PATH}/{invitation_id}` as const;

/** The invitations of a classroom; without one, all that the reader may see. */
export interface Place {
  classroom_id?: string;
  /** Only those into the organization itself. */
  without_classroom?: boolean;
}

export interface InvitationFilter extends Place {
  state?: string;
  q?: string;
}

const keyOf = (organization_id: string, ...more: unknown[]) =>
  ["organizations", organization_id, "invitations", ...more] as const;

export const invitationsQuery = (organization_id: string, filter: InvitationFilter) =>
  listOptions(keyOf(organization_id, "list"), PATH, {
    path: { organization_id },
    query: { ...filter },
  });

export const figuresQuery = (organization_id: string, place: Place) =>
  queryOptions({
    queryKey: keyOf(organization_id, "figures", place),
    queryFn: ({ signal }) =>
      api.get(`${PATH}/figures`, { path: { organization_id }, query: { ...place }, signal }),
  });

/** What pasted addresses come to; nothing is sent. */
export const planQuery = (organization_id: string, addresses: string, classroom: string | null) =>
  queryOptions({
    queryKey: keyOf(organization_id, "plan", classroom, addresses),
    queryFn: ({ signal }) =>
      api.post(`${PATH}/check`, {
        path: { organization_id },
        body: { addresses, classroom_id: classroom },
        signal,
      }),
    retry: false,
    gcTime: 60_000,
  });

/** What can be done about invitations of one organization. */
export function invitationActions(organization_id: string) {
  const at = (invitation_id: string) => ({ path: { organization_id, invitation_id } });
  return {
    send: (body: InvitationRequest, idempotencyKey: string) =>
      api.post(PATH, { path: { organization_id }, body, idempotencyKey }),
    remind: (classroom_id: string | null, idempotencyKey: string) =>
      api.post(`${PATH}/remind`, {
        path: { organization_id },
        body: { classroom_id },
        idempotencyKey,
      }),
    resend: (id: string, idempotencyKey: string) =>
      api.post(`${ONE}/resend`, { ...at(id), body: {}, idempotencyKey }),
    withdraw: (id: string) => api.post(`${ONE}/withdraw`, at(id)),
    async save(filter: InvitationFilter) {
      const sheet = await api.getFile(`${PATH}.csv`, {
        path: { organization_id },
        query: { ...filter },
      });
      saveFile(sheet.content, sheet.name);
    },
  };
}
