import { asProblem } from "@/api/problem";
import type { User } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useLightT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { signOut } from "../accounts/session";
import { redeem } from "../redemptions/actions";
import styles from "./JoinPage.module.css";
import type { Answer } from "./Offer";

interface Props {
  user: User;
  code: string;
  onAnswer: (answer: Answer) => void;
  onReload: () => void;
}

/** Signed in already: one button. On a shared Chromebook perhaps as somebody else. */
export function JoinAsUser({ user, code, onAnswer, onReload }: Props) {
  const t = useLightT();
  const run = useAction();
  const { busy, submit } = useSubmit(async () => {
    try {
      const redemption = await run({ code }, (key) => redeem(code, key));
      onAnswer({ redemption, refusal: null });
    } catch (error) {
      onAnswer({ redemption: null, refusal: asProblem(error) });
    }
  });
  return (
    <div className={styles.form}>
      <p>{t("join.signedInAs", { name: user.display_name })}</p>
      <Button wide busy={busy} onClick={() => void submit()}>
        {t("join.submit")}
      </Button>
      <Button
        kind="plain"
        onClick={() =>
          void signOut()
            .catch(() => {})
            .then(onReload)
        }
      >
        {t("join.notMe")}
      </Button>
    </div>
  );
}
