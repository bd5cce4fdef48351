import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Import, ImportLine } from "@/api/types";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { Refusal } from "@/ui/work/FormDialog";
import { useOrganization } from "../organizations/context";
import styles from "./imports.module.css";
import { importActions } from "./queries";

type Change = { decision?: "same" | "other" | "skip" | null; email?: string };

/** What can be said to a row that asks, and mended in one that is wrong. */
export function Answer({ list, row }: { list: Import; row: ImportLine }) {
  const t = useT();
  const { id } = useOrganization();
  const client = useQueryClient();
  const { busy, problem, submit } = useSubmit(async (change: Change) => {
    await importActions(id).changeRow(list.id, row.number, change);
    await client.invalidateQueries({ queryKey: ["organizations", id, "imports"] });
  });
  if (row.student_id || list.state === "running") return null;
  const wrong = row.outcome === "bad-address" || row.outcome === "no-address";
  return (
    <>
      <div className={styles.answers}>
        {row.outcome === "asks"
          ? (["same", "other", "skip"] as const).map((decision) => (
              <Button
                key={decision}
                kind="quiet"
                busy={busy}
                onClick={() => void submit({ decision })}
              >
                {t(`imports.answer.${decision}`)}
              </Button>
            ))
          : null}
        {row.decision ? (
          <Button kind="plain" busy={busy} onClick={() => void submit({ decision: null })}>
            {t("imports.answer.undo")}
          </Button>
        ) : null}
      </div>
      {wrong ? <Fix row={row} busy={busy} onFix={(email) => void submit({ email })} /> : null}
      <Refusal problem={problem} />
    </>
  );
}

function Fix(props: { row: ImportLine; busy: boolean; onFix: (email: string) => void }) {
  const { row, busy, onFix } = props;
  const t = useT();
  const [email, setEmail] = useState<string | null>(null);
  if (email === null) {
    return (
      <div className={styles.answers}>
        <Button kind="quiet" onClick={() => setEmail(row.email)}>
          {t("imports.answer.fix")}
        </Button>
      </div>
    );
  }
  const save = (event: FormEvent) => {
    event.preventDefault();
    onFix(email.trim());
  };
  return (
    <form className={styles.fix} onSubmit={save}>
      <TextInput
        aria-label={t("imports.answer.fixLabel", { number: row.number })}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        inputMode="email"
        autoFocus
      />
      <Button type="submit" busy={busy}>
        {t("imports.answer.save")}
      </Button>
    </form>
  );
}
