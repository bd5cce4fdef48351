import { learning } from "./learning";
import { light } from "./light";

/** What the pages of a course carry: the light texts, for signing in and for problems, and their own. */
export const course = { ...light, learning };
