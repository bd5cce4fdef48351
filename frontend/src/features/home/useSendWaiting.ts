import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { outbox, sendWaiting } from "../learning/post";

/** What was done in a lesson without a connection goes out from here too, and then shows. */
export function useSendWaiting(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const forget = outbox.hear({
      sent: () => void queries.invalidateQueries({ queryKey: ["me", "courses"] }),
      refused: () => void queries.invalidateQueries({ queryKey: ["me", "courses"] }),
    });
    if (outbox.all().length > 0) void sendWaiting();
    return forget;
  }, [queries]);
}
