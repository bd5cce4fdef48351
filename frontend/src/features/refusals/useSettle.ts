import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { asProblem, type Problem } from "@/api/problem";
import type { RefusalCase, RefusalReason, RemedyOffer } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { settle as send } from "./queries";
import { REASONS } from "./search";
import { orderOf } from "./words";

/** Carries a remedy out, and says what came of it. */
export function useSettle(refusal: RefusalCase) {
  const t = useT();
  const explain = useExplain();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const [busy, setBusy] = useState(false);
  const name = refusal.person.display_name;
  const settle = async (offer: RemedyOffer) => {
    setBusy(true);
    try {
      const order = orderOf(offer);
      const body = { id: refusal.id, order };
      const { status } = await run(body, (key) => send(id, refusal.id, order, key));
      const said = status === null ? "dismissed" : status === "pending_email" ? "pending" : "letIn";
      notifyDone(t(`refusalDesk.${said}`, { name }));
    } catch (error) {
      const problem = asProblem(error);
      const reason = reasonIn(problem);
      const { title, text } = explain(problem);
      notifications.show({
        color: "red",
        title: t("refusalDesk.failed", { name }),
        message: reason
          ? t("refusalDesk.stuck", { reason: t(`refusalDesk.reason.${reason}`) })
          : `${title}. ${text}`,
      });
    } finally {
      setBusy(false);
      refresh();
    }
  };
  return { busy, settle: (offer: RemedyOffer) => void settle(offer) };
}

/** Why the person would be refused even so, where the server says that. */
const reasonIn = (problem: Problem): RefusalReason | undefined =>
  problem.code === "still-refused"
    ? REASONS.find((reason) => problem.fields.some((field) => field.code === reason))
    : undefined;
