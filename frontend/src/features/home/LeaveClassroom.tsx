import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { MyClassroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { Button } from "@/ui/plain/Button";
import { Dialog } from "@/ui/plain/Dialog";
import { Notice } from "@/ui/plain/Notice";
import { leaveClassroom } from "./queries";

export function LeaveClassroom({ classroom }: { classroom: MyClassroom }) {
  const t = useT();
  const explain = useExplain();
  const router = useRouter();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const leaving = useMutation({
    mutationFn: () => leaveClassroom(classroom.id),
    onSuccess: async () => {
      await router.navigate({ to: "/home" });
      await queries.invalidateQueries({ queryKey: ["me"] });
    },
  });
  return (
    <div>
      <Button kind="plain" onClick={() => setAsking(true)}>
        {t("home.leave.action")}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("home.leave.title", { name: classroom.name })}
        buttons={
          <>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t("ui.cancel")}
            </Button>
            <Button kind="loss" busy={leaving.isPending} onClick={() => leaving.mutate()}>
              {t("home.leave.confirm")}
            </Button>
          </>
        }
      >
        <p>{t("home.leave.text")}</p>
        {leaving.isError ? (
          <Notice kind="loss">{explain(asProblem(leaving.error)).text}</Notice>
        ) : null}
      </Dialog>
    </div>
  );
}
