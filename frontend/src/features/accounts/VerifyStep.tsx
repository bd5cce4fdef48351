import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { VerificationConfirmed } from "@/api/types";
import { useLightT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useSubmit } from "@/lib/useSubmit";
import { announce } from "@/ui/announce";
import { Button } from "@/ui/plain/Button";
import { Field } from "@/ui/plain/Field";
import fieldStyles from "@/ui/plain/Field.module.css";
import { confirmVerification, sendVerification } from "./actions";
import { Form } from "./Form";
import { useCountdown } from "./useCountdown";

const WAIT_SECONDS = 30;
const DIGITS = 6;

interface Props {
  email: string;
  /** A number is on its way already: asked for by the code that needs it. */
  sent: boolean;
  onVerified: (confirmed: VerificationConfirmed) => void;
}

/** Proves that an email address is one's own, without leaving the page. */
export function VerifyStep({ email, sent: sentBefore, onVerified }: Props) {
  const t = useLightT();
  const explainField = useExplainField();
  const [sent, setSent] = useState(sentBefore);
  const [digits, setDigits] = useState("");
  const [incomplete, setIncomplete] = useState(false);
  const [sentAgain, setSentAgain] = useState(false);
  const [left, startWait] = useCountdown(sentBefore ? WAIT_SECONDS : 0);

  const sending = useSubmit(async () => {
    try {
      await sendVerification();
      announce(t("accounts.verify.resent"));
      setSentAgain(sent);
      startWait(WAIT_SECONDS);
    } catch (error) {
      const wait = asProblem(error).retryAfter;
      // Too soon after the last one: that one is in their mail, so go on with it.
      if (wait === null) throw error;
      startWait(wait);
    }
    setSent(true);
  });
  const confirming = useSubmit(async (code: string) => {
    try {
      onVerified(await confirmVerification(code));
    } catch (error) {
      setDigits("");
      announce(explainField(asProblem(error), "/code") ?? "");
      throw error;
    }
  });

  if (!sent) {
    return (
      <Form problem={sending.problem} onSubmit={() => void sending.submit()}>
        <p>{t("accounts.verify.why", { email })}</p>
        <Button type="submit" wide busy={sending.busy}>
          {t("accounts.verify.send")}
        </Button>
      </Form>
    );
  }
  const change = (typed: string) => {
    const next = typed.replace(/\D/g, "").slice(0, DIGITS);
    setDigits(next);
    setIncomplete(false);
    // Typed, pasted or filled in by the phone: the last digit is the button.
    if (next.length === DIGITS && next !== digits) void confirming.submit(next);
  };
  const submit = () => {
    if (digits.length === DIGITS) void confirming.submit(digits);
    else setIncomplete(true);
  };
  return (
    <Form problem={confirming.problem ?? sending.problem} names={["code"]} onSubmit={submit}>
      <p>{t("accounts.verify.sent", { email })}</p>
      <div className={fieldStyles.digits}>
        <Field
          label={t("accounts.verify.label")}
          value={digits}
          onChange={(event) => change(event.target.value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]*"
          autoFocus
          error={
            incomplete ? t("accounts.verify.incomplete") : explainField(confirming.problem, "/code")
          }
        />
      </div>
      <Button type="submit" wide busy={confirming.busy}>
        {t("accounts.verify.submit")}
      </Button>
      {left > 0 ? (
        <p className={fieldStyles.hint}>{t("accounts.verify.againIn", { count: left })}</p>
      ) : (
        <Button kind="plain" busy={sending.busy} onClick={() => void sending.submit()}>
          {t("accounts.verify.again")}
        </Button>
      )}
      {sentAgain ? (
        <p className={fieldStyles.hint}>
          {t("accounts.verify.nothing")} <a href="/reset">{t("accounts.verify.byLink")}</a>
        </p>
      ) : null}
    </Form>
  );
}
