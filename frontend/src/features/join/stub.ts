import type { TicketState } from "@/ui/Ticket";

/** What the ticket's stub says of a code that was refused; of an unknown one there is nothing. */
export const stubOfRefusal = (code: string): TicketState | undefined => STUBS[code];

const STUBS: Record<string, TicketState | undefined> = {
  "code-paused": "paused",
  "code-not-yet-valid": "scheduled",
  "code-expired": "expired",
  "code-exhausted": "exhausted",
  "code-deleted": "deleted",
  "code-outside-window": "closed",
};
