import { asProblem } from "@/api/problem";
import type { InvitationPreview, User } from "@/api/types";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button, ButtonLink } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { signOut } from "../accounts/session";
import { acceptInvitation } from "./actions";
import styles from "./Invited.module.css";
import type { Step } from "./Offer";
import { placeOf } from "./place";

interface Props {
  user: User;
  me: NonNullable<InvitationPreview["me"]>;
  step: Step;
}

/** Signed in already: one button; with another address, which of the two it is to be. */
export function JoinAsMe({ user, me, step }: Props) {
  const t = useT();
  const { invitation } = step;
  const name = placeOf(invitation);
  if (me.joined) {
    return (
      <div className={styles.form}>
        <h2>{t("invited.alreadyIn", { name })}</h2>
        <ButtonLink wide href="/home">
          {t("invited.home")}
        </ButtonLink>
      </div>
    );
  }
  return (
    <div className={styles.form}>
      {me.invited ? (
        <p>{t("invited.signedInAs", { name: user.display_name, email: user.email ?? "" })}</p>
      ) : (
        <Another user={user} me={me} invitation={invitation} />
      )}
      {me.may_join ? <JoinButton user={user} me={me} step={step} /> : null}
      <SwitchButton step={step} me={me} />
      {me.invited || me.may_join || user.email_verified || !user.email ? null : (
        <ButtonLink kind="plain" href="/verify">
          {t("invited.confirmMine")}
        </ButtonLink>
      )}
    </div>
  );
}

function Another({ user, me, invitation }: Pick<Props, "user" | "me"> & Pick<Step, "invitation">) {
  const t = useT();
  const { email, organization } = invitation;
  const unproven = user.email ? "invited.otherUnproven" : "invited.otherWithout";
  const why = user.email_verified ? "invited.otherKnown" : unproven;
  return (
    <Notice title={t("invited.otherTitle", { email })}>
      {t(me.may_join ? "invited.otherText" : why, {
        name: user.display_name,
        mine: user.email ?? "",
        email,
        organization: organization.name,
      })}
    </Notice>
  );
}

function JoinButton({ user, me, step }: Props) {
  const t = useT();
  const { busy, submit } = useSubmit(async () => {
    try {
      const accepted = await acceptInvitation(step.token, { confirm_learner: me.staff });
      step.onAnswer({ accepted });
    } catch (error) {
      step.onAnswer({ refused: asProblem(error) });
    }
  });
  return (
    <>
      {me.staff ? (
        <Notice kind="warn" title={t("invited.learnerTitle")}>
          {t("invited.learnerText")}
        </Notice>
      ) : null}
      <Button wide busy={busy} onClick={() => void submit()}>
        {me.staff ? t("invited.joinLearner") : t("invited.joinAs", { name: user.display_name })}
      </Button>
    </>
  );
}

/** To the invited address; or, on a shared device, to whoever sits there. */
function SwitchButton({ step, me }: { step: Step; me: Props["me"] }) {
  const t = useT();
  const away = () =>
    void signOut()
      .catch(() => {})
      .then(step.onReload);
  if (me.invited) {
    return (
      <Button kind="plain" onClick={away}>
        {t("invited.notMe")}
      </Button>
    );
  }
  return (
    <Button kind={me.may_join ? "quiet" : "action"} wide onClick={away}>
      {t("invited.useInvited", { email: step.invitation.email })}
    </Button>
  );
}
