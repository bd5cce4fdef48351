import type { redemptions as english } from "../en/redemptions";
import type { Translated } from "../translate";

export const redemptions: Translated<typeof english> = {};
