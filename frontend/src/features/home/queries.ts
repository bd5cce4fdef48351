import { api } from "@/api/client";
import { listOptions } from "@/api/list";

const limit = 100;

export const myClassrooms = () =>
  listOptions(["me", "classrooms"], "/me/classrooms", { query: { limit } });

export const myRedemptions = () =>
  listOptions(["me", "redemptions"], "/me/redemptions", { query: { limit } });

/** The courses I am enrolled in, and how far I am. */
export const myCourses = () => listOptions(["me", "courses"], "/me/courses", { query: { limit } });

/** One's own leaving: records stay, and any code opens the door again. */
export const leaveClassroom = (classroom_id: string) =>
  api.delete("/me/classrooms/{classroom_id}", { path: { classroom_id } });
