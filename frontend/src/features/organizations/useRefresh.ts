import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useOrganization } from "./context";

/**
 * After a change everything shown of the organization is asked again: seats, lists and the overview
 * hang together, and only what is on the screen costs a request.
 */
export function useRefresh(): () => void {
  const queries = useQueryClient();
  const { id } = useOrganization();
  return useCallback(() => {
    void queries.invalidateQueries({ queryKey: ["organizations", id] });
  }, [queries, id]);
}
