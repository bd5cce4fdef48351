import type { light as english } from "../en/light";
import type { Translated } from "../translate";
import { accounts } from "./accounts";
import { join } from "./join";
import { problems } from "./problems";
import { redemptions } from "./redemptions";
import { refusals } from "./refusals";
import { ui } from "./ui";

export const light: Translated<typeof english> = {
  accounts,
  join,
  problems,
  redemptions,
  refusals,
  ui,
};
