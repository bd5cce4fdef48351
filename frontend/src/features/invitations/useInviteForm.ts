import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { InvitationRequest, Locale } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useLocale, useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { useDraft } from "@/lib/useDraft";
import { useSubmit } from "@/lib/useSubmit";
import { notifyDone } from "@/ui/work/notify";
import type { Option } from "@/ui/work/SearchSelect";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { invitationActions, planQuery } from "./queries";

interface Draft {
  addresses: string;
  classroom: Option | null;
  days: number;
  locale: Locale;
}

/** The window in which people are invited; what it comes to is read by the server as one types. */
export function useInviteForm(classroom: Option | null, onDone: () => void) {
  const t = useT();
  const { id, role } = useOrganization();
  const locale = useLocale();
  const refresh = useRefresh();
  const run = useAction();
  const { draft, set } = useDraft<Draft>({ addresses: "", classroom, days: 14, locale });
  const [tried, setTried] = useState(false);
  const needsRoom = role === "teacher" && draft.classroom === null;
  const addresses = useDebounced(draft.addresses.trim(), 400);
  const plan = useQuery({
    ...planQuery(id, addresses, draft.classroom?.value ?? null),
    enabled: addresses !== "" && !needsRoom,
    placeholderData: keepPreviousData,
  });
  const { busy, problem, submit } = useSubmit(async () => {
    const body: InvitationRequest = {
      addresses: draft.addresses,
      classroom_id: draft.classroom?.value ?? null,
      days: draft.days,
      locale: draft.locale,
    };
    const sent = await run(body, (key) => invitationActions(id).send(body, key));
    notifyDone(t("invitations.form.sent", { count: sent.mailed }));
    refresh();
    onDone();
  });
  const empty = draft.addresses.trim() === "";
  return {
    draft,
    set,
    /** What is shown belongs to what stands in the box. */
    plan: empty || needsRoom ? null : (plan.data ?? null),
    reading: plan.isFetching || addresses !== draft.addresses.trim(),
    problem: problem ?? (plan.error && !empty ? asProblem(plan.error) : null),
    busy,
    missingRoom: tried && needsRoom,
    missingAddresses: tried && empty,
    submit() {
      setTried(true);
      if (!empty && !needsRoom) void submit();
    },
  };
}

export type InviteForm = ReturnType<typeof useInviteForm>;
