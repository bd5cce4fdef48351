import type { en } from "./en";
import type { course } from "./en/course";
import type { light } from "./en/light";

/** The English catalog decides which texts exist. */
export type Messages = typeof en;
export type LightMessages = typeof light;
export type CourseMessages = typeof course;
