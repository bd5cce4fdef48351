import { todayIn } from "@/lib/days";
import { useOrganization } from "./context";

/** Today on the organization's calendar. */
export const useToday = (): string => todayIn(useOrganization().time_zone);
