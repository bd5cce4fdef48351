import type { organizations as english } from "../en/organizations";
import type { Translated } from "../translate";

export const organizations: Translated<typeof english> = {};
