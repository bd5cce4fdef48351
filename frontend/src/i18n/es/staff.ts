import type { staff as english } from "../en/staff";
import type { Translated } from "../translate";

export const staff: Translated<typeof english> = {
  role: { admin: "Administración", teacher: "Docente" },
};
