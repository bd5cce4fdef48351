import { useState } from "react";
import { asProblem } from "@/api/problem";
import { sessionStore } from "@/api/session";
import { useLightT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useSubmit } from "@/lib/useSubmit";
import { announce } from "@/ui/announce";
import { Button } from "@/ui/plain/Button";
import { giveSecondFactor, signOutQuietly } from "./actions";
import { CodeField, isWhole } from "./CodeField";
import { Form } from "./Form";

interface Props {
  submitLabel: string;
  onSignedIn: () => Promise<void> | void;
}

/** After the password: the code from the phone, or one of the recovery codes. */
export function SecondStep({ submitLabel, onSignedIn }: Props) {
  const t = useLightT();
  const explainField = useExplainField();
  const [code, setCode] = useState("");
  const [recovery, setRecovery] = useState(false);
  const [incomplete, setIncomplete] = useState(false);
  const { busy, problem, submit, setProblem } = useSubmit(async (typed: string) => {
    try {
      await giveSecondFactor(typed);
    } catch (error) {
      const { code: reason } = asProblem(error);
      if (!recovery) setCode("");
      announce(explainField(asProblem(error), "/code") ?? "");
      // It took too long, or there is no second step any more: back to the password.
      if (reason === "session-ended" || reason === "second-factor-off") sessionStore.signOut();
      throw error;
    }
    await onSignedIn();
  });
  const change = (next: string) => {
    setCode(next);
    setIncomplete(false);
    // Typed, pasted or filled in by the phone: the last digit is the button.
    if (!recovery && isWhole(next) && next !== code && !busy) void submit(next);
  };
  const toggle = () => {
    setRecovery(!recovery);
    setCode("");
    setIncomplete(false);
    setProblem(null);
  };
  return (
    <Form
      problem={problem}
      names={["code"]}
      onSubmit={() => {
        if (recovery ? code.trim() !== "" : isWhole(code)) void submit(code);
        else setIncomplete(true);
      }}
    >
      <p>{t(recovery ? "accounts.secondStep.recoveryText" : "accounts.secondStep.text")}</p>
      <CodeField
        key={recovery ? "recovery" : "digits"}
        recovery={recovery}
        value={code}
        onChange={change}
        autoFocus
        error={
          incomplete
            ? t(recovery ? "accounts.secondStep.missing" : "accounts.verify.incomplete")
            : explainField(problem, "/code")
        }
      />
      <Button type="submit" wide busy={busy}>
        {submitLabel}
      </Button>
      <Button kind="plain" onClick={toggle}>
        {t(recovery ? "accounts.secondStep.usePhone" : "accounts.secondStep.useRecovery")}
      </Button>
      <Button kind="plain" onClick={() => void signOutQuietly()}>
        {t("accounts.secondStep.back")}
      </Button>
    </Form>
  );
}
