import { useState } from "react";
import type { AddedStudent, NewStudent } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { notifyDone } from "@/ui/work/notify";
import type { Option } from "@/ui/work/SearchSelect";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { addStudent } from "./queries";

interface Draft {
  name: string;
  email: string;
  username: string;
  classroom: Option | null;
}

/** A student who is being added by hand. Done at once with an email; without one there is a password to show. */
export function useNewStudent(
  classroom: Option | null,
  { onDone, onGiven }: { onDone: () => void; onGiven: (added: AddedStudent) => void },
) {
  const t = useT();
  const { id, role } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const [draft, setDraft] = useState<Draft>({ name: "", email: "", username: "", classroom });
  const [tried, setTried] = useState(false);
  const missing = {
    name: draft.name.trim() === "",
    classroom: role === "teacher" && draft.classroom === null,
  };
  const form = useSubmit(async (somebodyNew: boolean) => {
    const body = requestOf(draft, somebodyNew);
    const added = await run(body, (key) => addStudent(id, body, key));
    refresh();
    if (added.first_password) return onGiven(added);
    const { display_name: name } = added;
    notifyDone(
      added.seat_spent
        ? t("admissions.added", { name })
        : t(added.joined ? "admissions.addedNoSeat" : "admissions.already", { name }),
    );
    onDone();
  });
  return {
    ...form,
    draft,
    set: (changes: Partial<Draft>) => {
      form.setProblem(null);
      setDraft((now) => ({ ...now, ...changes }));
    },
    missing: tried ? missing : { name: false, classroom: false },
    /** Sends what is complete; whoever looks like a student who is here is asked about first. */
    send(somebodyNew = false) {
      setTried(true);
      if (!missing.name && !missing.classroom) void form.submit(somebodyNew);
    },
  };
}

export type NewStudentForm = ReturnType<typeof useNewStudent>;

function requestOf(draft: Draft, somebody_new: boolean): NewStudent {
  const email = draft.email.trim();
  const username = email === "" ? draft.username.trim() : "";
  return {
    display_name: draft.name.trim(),
    ...(email ? { email } : {}),
    ...(username ? { username } : {}),
    ...(draft.classroom ? { classroom_id: draft.classroom.value } : {}),
    somebody_new,
  };
}
