import { IconLinkOff, IconMailCheck, IconMailForward, IconMailOff } from "@tabler/icons-react";
import type { InvitationPreview } from "@/api/types";
import { useT } from "@/i18n/context";
import { EmptyState } from "@/ui/EmptyState";
import { PageTitle } from "@/ui/PageTitle";
import { Button, ButtonLink } from "@/ui/plain/Button";
import { useMaybeUser } from "../accounts/session";
import styles from "./Invited.module.css";
import { placeOf } from "./place";

type Ended = Exclude<InvitationPreview["state"], "open">;

const ICONS = {
  accepted: IconMailCheck,
  withdrawn: IconMailOff,
  expired: IconMailOff,
  replaced: IconMailForward,
  closed: IconMailOff,
};

/** A link that leads nowhere any more: why, and the way out. */
export function Over({ invitation }: { invitation: InvitationPreview }) {
  const t = useT();
  const user = useMaybeUser();
  const state = invitation.state as Ended;
  const Icon = ICONS[state];
  const { contact_email } = invitation.organization;
  const words = {
    name: placeOf(invitation),
    who: invitation.invited_by ?? invitation.organization.name,
  };
  const title = t(`invited.${state}.title`, words);
  const asks = state === "withdrawn" || state === "expired" || state === "closed";
  return (
    <>
      <PageTitle title={title} />
      <EmptyState
        page
        icon={<Icon size={28} />}
        title={title}
        text={t(`invited.${state}.text`, words)}
        action={
          <div className={styles.ways}>
            {user ? (
              <ButtonLink href="/home">{t("invited.home")}</ButtonLink>
            ) : (
              <ButtonLink kind={asks ? "quiet" : "action"} href="/sign-in">
                {t("invited.signIn")}
              </ButtonLink>
            )}
            {asks && contact_email ? (
              <ButtonLink kind="quiet" href={`mailto:${contact_email}`}>
                {t("invited.writeTo", { email: contact_email })}
              </ButtonLink>
            ) : null}
          </div>
        }
      />
    </>
  );
}

/** Cut off by a mail program, or none of ours. */
export function UnknownLink({ onRetry }: { onRetry: () => void }) {
  const t = useT();
  return (
    <>
      <PageTitle title={t("invited.unknown.title")} />
      <EmptyState
        page
        icon={<IconLinkOff size={28} />}
        title={t("invited.unknown.title")}
        text={t("invited.unknown.text")}
        action={
          <div className={styles.ways}>
            <ButtonLink href="/">{t("invited.haveCode")}</ButtonLink>
            <Button kind="quiet" onClick={onRetry}>
              {t("ui.retry")}
            </Button>
          </div>
        }
      />
    </>
  );
}
