import { useQuery } from "@tanstack/react-query";
import type { Code } from "@/api/types";
import { useOrganization } from "../organizations/context";
import { codeQuery } from "./queries";

/**
 * A code of a list, read again when a window about it opens, so that whoever decides there decides about
 * what they see: `version` goes along as If-Match. Until it is read, the list's word stands in.
 */
export function useNewestCode(listed: Code) {
  const { id } = useOrganization();
  const { data, refetch } = useQuery(codeQuery(id, listed.id));
  return {
    code: data?.value ?? listed,
    /** The version in view. */
    version: async () => (data ?? (await refetch({ throwOnError: true })).data)?.version,
    /** After somebody else was faster. */
    reload: () => refetch(),
  };
}
