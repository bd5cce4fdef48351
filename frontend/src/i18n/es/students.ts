import type { students as english } from "../en/students";
import type { Translated } from "../translate";

export const students: Translated<typeof english> = {};
