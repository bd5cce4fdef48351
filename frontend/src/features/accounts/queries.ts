import { api } from "@/api/client";
import { listOptions } from "@/api/list";
import type { Session, User } from "@/api/types";

export const mySessions = () => listOptions<Session>(["me", "sessions"], "/me/sessions");

export const endSession = (session_id: string) =>
  api.delete("/me/sessions/{session_id}", { path: { session_id } });

export const changeMe = (changes: { display_name?: string }) =>
  api.patch<User>("/me", { body: changes });
