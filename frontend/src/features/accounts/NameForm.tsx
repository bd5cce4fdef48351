import { useState } from "react";
import { sessionStore } from "@/api/session";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { announce } from "@/ui/announce";
import { Button } from "@/ui/plain/Button";
import { Field } from "@/ui/plain/Field";
import { useChecks } from "./checks";
import { Form } from "./Form";
import { changeMe } from "./queries";
import { useUser } from "./session";
import { useFields } from "./useFields";

export function NameForm() {
  const t = useT();
  const user = useUser();
  const checks = useChecks();
  const [saved, setSaved] = useState(false);
  const fields = useFields({ display_name: user.display_name }, { display_name: checks.name });
  const { busy, problem, submit } = useSubmit(async () => {
    const display_name = fields.values.display_name.trim();
    sessionStore.updateUser(await changeMe({ display_name }));
    setSaved(true);
    announce(t("accounts.me.saved"));
  });
  const changed = fields.values.display_name.trim() !== user.display_name;
  return (
    <Form
      problem={problem}
      names={fields.names}
      onSubmit={() => (fields.ready() ? void submit() : undefined)}
    >
      <Field
        label={t("accounts.me.name")}
        hint={saved && !changed ? t("accounts.me.saved") : t("accounts.me.nameHint")}
        autoComplete="name"
        maxLength={100}
        {...fields.input("display_name", problem)}
      />
      {changed ? (
        <div>
          <Button type="submit" busy={busy}>
            {t("ui.save")}
          </Button>
        </div>
      ) : null}
    </Form>
  );
}
