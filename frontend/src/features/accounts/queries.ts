import { api } from "@/api/client";
import { listOptions } from "@/api/list";

export const mySessions = () => listOptions(["me", "sessions"], "/me/sessions", {});

export const endSession = (session_id: string) =>
  api.delete("/me/sessions/{session_id}", { path: { session_id } });

export const changeMe = (changes: { display_name?: string }) => api.patch("/me", { body: changes });
