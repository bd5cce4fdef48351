import type { seats as english } from "../en/seats";
import type { Translated } from "../translate";

export const seats: Translated<typeof english> = {};
