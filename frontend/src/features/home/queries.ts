import { listOptions } from "@/api/list";
import type { MyClassroom, MyEnrollment, Redemption } from "@/api/types";

const limit = 100;

export const myClassrooms = () =>
  listOptions<MyClassroom>(["me", "classrooms"], "/me/classrooms", { query: { limit } });

export const myRedemptions = () =>
  listOptions<Redemption>(["me", "redemptions"], "/me/redemptions", { query: { limit } });

export const myEnrollments = () =>
  listOptions<MyEnrollment>(["me", "enrollments"], "/me/enrollments", { query: { limit } });
