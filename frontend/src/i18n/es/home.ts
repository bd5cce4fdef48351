import type { home as english } from "../en/home";
import type { Translated } from "../translate";

export const home: Translated<typeof english> = {};
