import { accounts } from "./accounts";
import { join } from "./join";
import { problems } from "./problems";
import { redemptions } from "./redemptions";
import { refusals } from "./refusals";
import { ui } from "./ui";

/** What the join page carries, and so all that pieces shared with it may say. */
export const light = { accounts, join, problems, redemptions, refusals, ui };
