import type { operator as english } from "../en/operator";
import type { Translated } from "../translate";

export const operator: Translated<typeof english> = {};
