import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Versioned } from "@/api/client";
import { itemsOf } from "@/api/list";
import type { Classroom, Code, CodeCheck, Course } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useDebounced } from "@/lib/useDebounced";
import { useDraft } from "@/lib/useDraft";
import { useSubmit } from "@/lib/useSubmit";
import type { Option } from "@/ui/work/SearchSelect";
import { classroomCoursesQuery, classroomQuery } from "../classrooms/queries";
import { coursesQuery } from "../courses/queries";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { useToday } from "../organizations/useToday";
import {
  type CodeDraft,
  changesOf,
  creationOf,
  draftOf,
  emptyDraft,
  type Preset,
  presetFor,
  takePreset,
} from "./draft";
import { type CodeChanges, codeActions, codeCheckQuery } from "./queries";

interface Start {
  /** The code to edit; null makes a new one. */
  saved: Versioned<Code> | null;
  /** Where a new code leads, when that is clear already. */
  classroom: Option | null;
  onDone: (code: Code) => void;
  /** Of a batch: how all of its codes are changed and loaded, instead of one. */
  many?: Pick<Actions, "change" | "load">;
}

interface Actions {
  change: (id: string, body: CodeChanges, version?: string) => Promise<Code>;
  load: (id: string) => Promise<Versioned<Code>>;
}

/** Everything the code window knows: the draft, what hangs on its classroom, and how it is sent. */
export function useCodeForm({ saved, classroom: startRoom, onDone, many }: Start) {
  const organization = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const actions = { ...codeActions(organization.id), ...many };
  const { draft, set, rebase, changes } = useDraft<CodeDraft>(
    saved ? draftOf(saved.value) : emptyDraft(startRoom),
  );
  const [version, setVersion] = useState(saved?.version);
  const [missingRoom, setMissingRoom] = useState(false);
  const { room, missing, courses } = useSurroundings(draft.classroom?.value ?? null);
  const preset = usePreset({ active: saved === null, draft, set, room });
  const check = useCheck(draft);
  const needsRoom = organization.role === "teacher" && saved === null;

  const { busy, problem, submit, setProblem } = useSubmit(async () => {
    const code = saved
      ? await actions.change(saved.value.id, changesOf(changes), version)
      : await run(creationOf(draft), (key) => actions.create(creationOf(draft), key));
    refresh();
    onDone(code);
  });

  return {
    draft,
    set(changed: Partial<CodeDraft>) {
      // What was wrong with a field is no longer said once somebody mends it.
      if (problem && problem.fields.length > 0) setProblem(null);
      set(changed);
    },
    saved: saved?.value ?? null,
    changed: Object.keys(changes).length > 0,
    /** The code stands for many. */
    together: many !== undefined,
    room,
    courses,
    check,
    busy: busy || (!preset && !missing),
    problem,
    missingRoom: missingRoom && draft.classroom === null,
    submit() {
      setMissingRoom(needsRoom);
      if (!needsRoom || draft.classroom) void submit();
    },
    async reload() {
      if (!saved) return;
      const fresh = await actions.load(saved.value.id);
      rebase(draftOf(fresh.value));
      setVersion(fresh.version);
      setProblem(null);
    },
  };
}

export type CodeForm = ReturnType<typeof useCodeForm>;

/** What the server says of the draft while it is filled; null before it has said anything. */
export function useCheck(draft: CodeDraft): CodeCheck | null {
  const { id } = useOrganization();
  // The text is judged when it is sent; asked while it is typed, it would say who has which.
  const wanted = JSON.stringify(creationOf({ ...draft, code: "" }));
  const body = useDebounced(wanted);
  const { data } = useQuery(codeCheckQuery(id, JSON.parse(body)));
  return data ?? null;
}

/** The chosen classroom and the courses a code for it could give; without one, everybody's. */
export function useSurroundings(classroomId: string | null): {
  room: Classroom | null;
  /** The chosen classroom could not be loaded. */
  missing: boolean;
  courses: Course[];
} {
  const { id } = useOrganization();
  const room = useQuery({
    ...classroomQuery(id, classroomId ?? ""),
    enabled: classroomId !== null,
  });
  const ofRoom = useInfiniteQuery({
    ...classroomCoursesQuery(id, classroomId ?? ""),
    enabled: classroomId !== null,
  });
  const all = useInfiniteQuery({ ...coursesQuery(id, "", 200), enabled: classroomId === null });
  return classroomId === null
    ? {
        room: null,
        missing: false,
        courses: itemsOf(all.data).filter((course) => course.offered_to_everyone),
      }
    : { room: room.data?.value ?? null, missing: room.isError, courses: itemsOf(ofRoom.data) };
}

interface Presets {
  active: boolean;
  draft: CodeDraft;
  set: (changes: Partial<CodeDraft>) => void;
  room: Classroom | null;
  /** What of the suggested text is taken; all of it unless said otherwise. */
  part?: (suggested: string) => string;
}

/**
 * Fills in what follows from the classroom, again whenever another one is chosen. Says whether that is done:
 * until then text and days are those of the classroom before, and nothing may be sent.
 */
export function usePreset({ active, draft, set, room, part = (text) => text }: Presets): boolean {
  const organization = useOrganization();
  const today = useToday();
  const last = useRef<Preset | null>(null);
  const [filledFor, setFilledFor] = useState<string | null | undefined>();
  const pending = draft.classroom !== null && room?.id !== draft.classroom.value;
  const roomId = room?.id ?? null;
  // Only a change of the classroom presets anything; the draft changes with every letter.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!active || pending) return;
    const preset = presetFor(room, organization.name, today);
    const next = { ...preset, code: part(preset.code) };
    set({ ...takePreset(draft, last.current, next), course_ids: null });
    last.current = next;
    setFilledFor(roomId);
  }, [active, pending, roomId]);
  return !active || filledFor === (draft.classroom?.value ?? null);
}
