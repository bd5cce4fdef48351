import type { classrooms as english } from "../en/classrooms";
import type { Translated } from "../translate";

export const classrooms: Translated<typeof english> = {};
