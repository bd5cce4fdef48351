import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { VerificationConfirmed } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useSubmit } from "@/lib/useSubmit";
import { announce } from "@/ui/announce";
import { Button } from "@/ui/plain/Button";
import { CodeField, isWhole } from "./CodeField";
import { Form } from "./Form";
import { confirmAddress } from "./queries";
import styles from "./screens.module.css";

interface Props {
  email: string;
  onConfirmed: (confirmed: VerificationConfirmed) => void;
  /** A new number, or another address. */
  onAgain: () => void;
}

/** Proves the new address. Until then the old one stays in force, so there is no hurry. */
export function AddressDigits({ email, onConfirmed, onAgain }: Props) {
  const t = useT();
  const explainField = useExplainField();
  const [digits, setDigits] = useState("");
  const [incomplete, setIncomplete] = useState(false);
  const { busy, problem, submit } = useSubmit(async (code: string) => {
    try {
      onConfirmed(await confirmAddress(code));
    } catch (error) {
      setDigits("");
      announce(explainField(asProblem(error), "/code") ?? "");
      throw error;
    }
  });
  return (
    <Form
      problem={problem}
      names={["code"]}
      onSubmit={() => (isWhole(digits) ? void submit(digits) : setIncomplete(true))}
    >
      <p>{t("security.address.sent", { email })}</p>
      <CodeField
        label={t("accounts.verify.label")}
        recovery={false}
        value={digits}
        onChange={(next) => {
          setDigits(next);
          setIncomplete(false);
          if (isWhole(next) && next !== digits && !busy) void submit(next);
        }}
        error={incomplete ? t("accounts.verify.incomplete") : explainField(problem, "/code")}
      />
      <div className={styles.buttons}>
        <Button type="submit" busy={busy}>
          {t("security.address.confirm")}
        </Button>
        <Button kind="quiet" onClick={onAgain}>
          {t("security.address.again")}
        </Button>
      </div>
    </Form>
  );
}
