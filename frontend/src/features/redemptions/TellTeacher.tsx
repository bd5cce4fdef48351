import { useEffect, useState } from "react";
import { asProblem, type Problem } from "@/api/problem";
import { useAction } from "@/api/useAction";
import { useLightT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { useMaybeUser } from "../accounts/session";
import { tellTeacher, wasTold } from "./actions";

/** No teacher can help with these. */
const ALONE = ["code-unknown", "confirm-learner", "too-many-attempts"];

/** Whether a teacher can help with this refusal. */
export const mayTell = (refusal: string): boolean => !ALONE.includes(refusal);

/** Asks for help with a code that refuses; once asked, it says so, on later visits as well. */
export function TellTeacher({ code, refusal }: { code: string; refusal: string }) {
  const user = useMaybeUser();
  if (!user || !mayTell(refusal)) return null;
  return <Ask key={code} code={code} />;
}

function Ask({ code }: { code: string }) {
  const t = useLightT();
  const run = useAction();
  const [told, setTold] = useTold(code);
  const { busy, problem, submit } = useSubmit(async () => {
    await run({ code }, (key) => tellTeacher(code, key));
    setTold(true);
  });
  if (told === null) return null;
  if (told) {
    return (
      <Notice kind="good" title={t("redemptions.told")}>
        {t("redemptions.toldText")}
      </Notice>
    );
  }
  return (
    <>
      <div>
        <Button busy={busy} onClick={() => void submit()}>
          {t("redemptions.tell")}
        </Button>
      </div>
      {problem ? <NotTold problem={problem} /> : null}
    </>
  );
}

function NotTold({ problem }: { problem: Problem }) {
  const { title, text } = useExplain()(problem);
  return (
    <Notice kind={problem.code === "code-open" ? "info" : "loss"} title={title}>
      {text}
    </Notice>
  );
}

/** Whether staff know already; null until that is clear. */
function useTold(code: string) {
  const [told, setTold] = useState<boolean | null>(null);
  useEffect(() => {
    let current = true;
    wasTold(code)
      .catch((error: unknown) => asProblem(error) && false)
      .then((answer) => current && setTold(answer));
    return () => {
      current = false;
    };
  }, [code]);
  return [told, setTold] as const;
}
