import { listOptions } from "@/api/list";

const limit = 100;

export const myClassrooms = () =>
  listOptions(["me", "classrooms"], "/me/classrooms", { query: { limit } });

export const myRedemptions = () =>
  listOptions(["me", "redemptions"], "/me/redemptions", { query: { limit } });

export const myEnrollments = () =>
  listOptions(["me", "enrollments"], "/me/enrollments", { query: { limit } });
