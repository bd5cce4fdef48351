import { useState } from "react";
import type { Versioned } from "@/api/client";
import type { Classroom } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useDraft } from "@/lib/useDraft";
import { useSubmit } from "@/lib/useSubmit";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { useToday } from "../organizations/useToday";
import {
  type ClassroomDraft,
  creationOfClassroom,
  draftOfClassroom,
  emptyClassroom,
} from "./draft";
import { classroomActions } from "./queries";

/** Everything the classroom window knows. `saved` null makes a new one. */
export function useClassroomForm(
  saved: Versioned<Classroom> | null,
  onDone: (room: Classroom) => void,
) {
  const { id } = useOrganization();
  const actions = classroomActions(id);
  const refresh = useRefresh();
  const today = useToday();
  const run = useAction();
  const { draft, set, rebase, changes } = useDraft(
    saved ? draftOfClassroom(saved.value) : emptyClassroom(today),
  );
  const [version, setVersion] = useState(saved?.version);
  const [tried, setTried] = useState(false);
  const { busy, problem, submit, setProblem } = useSubmit(async () => {
    const body = creationOfClassroom(draft);
    const room = saved
      ? await actions.change(saved.value.id, changes, version)
      : await run(body, (key) => actions.create(body, key));
    refresh();
    onDone(room);
  });
  const nameMissing = draft.name.trim() === "";
  return {
    draft,
    set(changed: Partial<ClassroomDraft>) {
      // What was wrong with a field is no longer said once somebody mends it.
      if (problem && problem.fields.length > 0) setProblem(null);
      set(changed);
    },
    saved: saved?.value ?? null,
    busy,
    problem,
    nameMissing: tried && nameMissing,
    submit() {
      setTried(true);
      if (!nameMissing) void submit();
    },
    async reload() {
      if (!saved) return;
      const fresh = await actions.load(saved.value.id);
      rebase(draftOfClassroom(fresh.value));
      setVersion(fresh.version);
      setProblem(null);
    },
  };
}

export type ClassroomForm = ReturnType<typeof useClassroomForm>;
