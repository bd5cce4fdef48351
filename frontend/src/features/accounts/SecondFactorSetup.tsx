import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { FactorSecret } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useSubmit } from "@/lib/useSubmit";
import { announce } from "@/ui/announce";
import { Button } from "@/ui/plain/Button";
import { PasswordField } from "@/ui/plain/PasswordField";
import { CodeField, isWhole } from "./CodeField";
import { useChecks } from "./checks";
import { Form } from "./Form";
import { beginSecondFactor, confirmSecondFactor } from "./queries";
import { RecoveryCodes } from "./RecoveryCodes";
import { SecretForPhone } from "./SecretForPhone";
import styles from "./screens.module.css";
import { useFields } from "./useFields";

interface Props {
  onDone: () => void;
  onClose?: () => void;
}

/** Password, phone, first code, recovery codes: one after the other, in one place. */
export function SecondFactorSetup({ onDone, onClose }: Props) {
  const [secret, setSecret] = useState<FactorSecret | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (secret) {
    return <FirstCode secret={secret} onCodes={setCodes} onExpired={() => setSecret(null)} />;
  }
  return <Password onSecret={setSecret} onClose={onClose} />;
}

function Password(props: { onSecret: (secret: FactorSecret) => void; onClose?: () => void }) {
  const t = useT();
  const checks = useChecks();
  const fields = useFields({ password: "" }, { password: checks.password });
  const { busy, problem, submit } = useSubmit(async () => {
    props.onSecret(await beginSecondFactor(fields.values.password));
  });
  return (
    <Form
      problem={problem}
      names={fields.names}
      onSubmit={() => (fields.ready() ? void submit() : undefined)}
    >
      <p className={styles.text}>{t("security.factor.app")}</p>
      <PasswordField
        label={t("security.currentPassword")}
        autoComplete="current-password"
        autoFocus
        {...fields.input("password", problem)}
      />
      <div className={styles.buttons}>
        <Button type="submit" busy={busy}>
          {t("security.factor.next")}
        </Button>
        {props.onClose ? (
          <Button kind="quiet" onClick={props.onClose}>
            {t("ui.cancel")}
          </Button>
        ) : null}
      </div>
    </Form>
  );
}

interface FirstCodeProps {
  secret: FactorSecret;
  onCodes: (codes: string[]) => void;
  onExpired: () => void;
}

function FirstCode({ secret, onCodes, onExpired }: FirstCodeProps) {
  const t = useT();
  const explainField = useExplainField();
  const [digits, setDigits] = useState("");
  const [incomplete, setIncomplete] = useState(false);
  const { busy, problem, submit } = useSubmit(async (code: string) => {
    try {
      onCodes((await confirmSecondFactor(code)).recovery_codes);
      announce(t("security.factor.on"));
    } catch (error) {
      setDigits("");
      announce(explainField(asProblem(error), "/code") ?? "");
      if (asProblem(error).code === "second-factor-not-begun") onExpired();
      throw error;
    }
  });
  return (
    <Form
      problem={problem}
      names={["code"]}
      onSubmit={() => (isWhole(digits) ? void submit(digits) : setIncomplete(true))}
    >
      <SecretForPhone secret={secret} />
      <CodeField
        recovery={false}
        value={digits}
        onChange={(next) => {
          setDigits(next);
          setIncomplete(false);
          if (isWhole(next) && next !== digits && !busy) void submit(next);
        }}
        error={incomplete ? t("accounts.verify.incomplete") : explainField(problem, "/code")}
      />
      <div>
        <Button type="submit" busy={busy}>
          {t("security.factor.turnOn")}
        </Button>
      </div>
    </Form>
  );
}
