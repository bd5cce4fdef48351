import type { codes as english } from "../en/codes";
import type { Translated } from "../translate";

export const codes: Translated<typeof english> = {};
