import type { join as english } from "../en/join";
import type { Translated } from "../translate";

export const join: Translated<typeof english> = {};
