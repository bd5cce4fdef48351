import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";

export const mySessions = () => listOptions(["me", "sessions"], "/me/sessions", {});

export const endSession = (session_id: string) =>
  api.delete("/me/sessions/{session_id}", { path: { session_id } });

export const endOtherSessions = () => api.delete("/me/sessions");

export const changePassword = (current_password: string, password: string) =>
  api.post("/me/password", { body: { current_password, password } });

export const myChanges = () => listOptions(["me", "changes"], "/me/changes", {});

export const waitingAddress = () =>
  queryOptions({ queryKey: ["me", "address"], queryFn: () => api.get("/me/address") });

export const askForAddress = (email: string, password: string) =>
  api.post("/me/address", { body: { email, password } });

export const confirmAddress = (code: string) => api.post("/me/address/confirm", { body: { code } });

export const takeBackAddress = (token: string) =>
  api.post("/auth/address/take-back", { body: { token } });

export const mySecondFactor = () =>
  queryOptions({
    queryKey: ["me", "second-factor"],
    queryFn: () => api.get("/me/second-factor"),
  });

export const beginSecondFactor = (password: string) =>
  api.post("/me/second-factor", { body: { password } });

export const confirmSecondFactor = (code: string) =>
  api.post("/me/second-factor/confirm", { body: { code } });

export const renewRecoveryCodes = (password: string, code: string) =>
  api.post("/me/second-factor/recovery-codes", { body: { password, code } });

export const turnOffSecondFactor = (password: string, code: string) =>
  api.post("/me/second-factor/off", { body: { password, code } });

export const exportMyData = (password: string, code: string) =>
  api.post("/me/export", { body: { password, code } });

export const myDeletion = () =>
  queryOptions({
    queryKey: ["me", "deletion"],
    queryFn: () => api.get("/me/deletion"),
    staleTime: 600_000,
  });

export const deleteMyAccount = (password: string, code: string) =>
  api.post("/me/deletion", { body: { password, code } });

export const keepMyAccount = () => api.delete("/me/deletion");

export const loadMe = () => api.get("/me");

export const changeMe = (changes: { display_name?: string }) => api.patch("/me", { body: changes });
