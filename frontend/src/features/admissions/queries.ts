import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { NewStudent } from "@/api/types";

/** How many new students there are seats for; a teacher asks about one of their classrooms. */
export const roomQuery = (organization_id: string, classroom_id?: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "room", classroom_id ?? ""],
    queryFn: async ({ signal }) =>
      (
        await api.get("/organizations/{organization_id}/room", {
          path: { organization_id },
          query: { classroom_id },
          signal,
        })
      ).seats,
  });

/** The username that a student of this name would get. */
export const suggestionQuery = (organization_id: string, name: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "username", name],
    queryFn: async ({ signal }) =>
      (
        await api.get("/organizations/{organization_id}/username-suggestion", {
          path: { organization_id },
          query: { name },
          signal,
        })
      ).username,
    enabled: name !== "",
    placeholderData: keepPreviousData,
  });

export const addStudent = (organization_id: string, body: NewStudent, idempotencyKey: string) =>
  api.post("/organizations/{organization_id}/students", {
    path: { organization_id },
    body,
    idempotencyKey,
  });
