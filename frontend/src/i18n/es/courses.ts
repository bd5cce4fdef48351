import type { courses as english } from "../en/courses";
import type { Translated } from "../translate";

export const courses: Translated<typeof english> = {};
