import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Versioned } from "@/api/client";
import type { Import, ImportPatch } from "@/api/types";
import { useSubmit } from "@/lib/useSubmit";
import { useOrganization } from "../organizations/context";
import { importActions, importQuery } from "./queries";

/** Saves choices about an import; what came of it, or nothing when it was refused. */
export function useSave(saved: Versioned<Import>) {
  const { id } = useOrganization();
  const client = useQueryClient();
  const [answer] = useState<{ last: Import | null }>({ last: null });
  const { busy, problem, submit } = useSubmit(async (changes: ImportPatch) => {
    answer.last = null;
    answer.last = await importActions(id).change(saved.value.id, changes, saved.version);
    await client.invalidateQueries({ queryKey: importQuery(id, saved.value.id).queryKey });
  });
  const save = async (changes: ImportPatch) => {
    await submit(changes);
    return answer.last;
  };
  return { busy, problem, save };
}
