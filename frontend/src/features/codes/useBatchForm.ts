import { useState } from "react";
import type { CodeBatch } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useDraft } from "@/lib/useDraft";
import { useSubmit } from "@/lib/useSubmit";
import type { Option } from "@/ui/work/SearchSelect";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { batchOf, prefixOf } from "./batch";
import { type CodeDraft, emptyDraft } from "./draft";
import { batchActions } from "./queries";
import { type CodeForm, useCheck, usePreset, useSurroundings } from "./useCodeForm";

interface Start {
  classroom: Option | null;
  onDone: (batch: CodeBatch) => void;
}

/** The window for many codes: how many, and the form of one, which all of them are like. */
export function useBatchForm({ classroom, onDone }: Start) {
  const organization = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const [count, setCount] = useState<number | null>(30);
  const [missingRoom, setMissingRoom] = useState(false);
  const { draft, set } = useDraft<CodeDraft>({ ...emptyDraft(classroom), max_redemptions: 1 });
  const { room, missing, courses } = useSurroundings(draft.classroom?.value ?? null);
  const preset = usePreset({ active: true, draft, set, room, part: prefixOf });
  // Without the limit of each: then it says how many seats there are.
  const check = useCheck({ ...draft, max_redemptions: null });
  const { busy, problem, submit, setProblem } = useSubmit(async () => {
    const body = batchOf({ count: count ?? 0, each: draft });
    const batch = await run(body, (key) => batchActions(organization.id).create(body, key));
    refresh();
    onDone(batch);
  });
  const mended = () => {
    if (problem && problem.fields.length > 0) setProblem(null);
  };
  const needsRoom = organization.role === "teacher" && draft.classroom === null;
  const each: CodeForm = {
    draft,
    set(changed) {
      mended();
      set(changed);
    },
    saved: null,
    changed: true,
    together: true,
    room,
    courses,
    check,
    busy: busy || (!preset && !missing),
    problem,
    missingRoom: missingRoom && needsRoom,
    submit() {
      setMissingRoom(needsRoom);
      if (!needsRoom) void submit();
    },
    reload: async () => {},
  };
  return {
    each,
    count,
    setCount(next: number | null) {
      mended();
      setCount(next);
    },
  };
}

export type BatchForm = ReturnType<typeof useBatchForm>;
