import { useState } from "react";
import { sessionStore } from "@/api/session";
import { useCourseT } from "@/i18n/context";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { Dialog } from "@/ui/plain/Dialog";
import { PublicPage } from "../accounts/PublicPage";
import { SignInForm } from "../accounts/SignInForm";
import { ownerHere } from "./post";

/** Nobody was signed in: the page comes after the sign-in, at the same address. */
export function SignInFirst() {
  const t = useCourseT();
  return (
    <PublicPage>
      <PageTitle title={t("learning.signIn.title")} />
      <h1>{t("learning.signIn.title")}</h1>
      <p>{t("learning.signIn.text")}</p>
      <SignInForm submitLabel={t("accounts.signIn.submit")} onSignedIn={() => {}} autoFocus />
      <a href="/reset">{t("accounts.forgot")}</a>
    </PublicPage>
  );
}

/** The sign-in ran out in the middle: asked for above the page, which stays as it is. */
export function SignInAgain() {
  const t = useCourseT();
  const [owner] = useState(ownerHere);
  const [later, setLater] = useState(false);
  const back = () => {
    // Somebody else's course is not for this one's eyes.
    if (sessionStore.get().user?.id !== owner) window.location.reload();
  };
  return (
    <Dialog
      open={!later}
      onClose={() => setLater(true)}
      title={t("learning.signIn.title")}
      buttons={
        <Button kind="plain" onClick={() => setLater(true)}>
          {t("learning.signIn.later")}
        </Button>
      }
    >
      <p>{t("learning.signIn.again")}</p>
      <SignInForm submitLabel={t("accounts.signIn.submit")} onSignedIn={back} autoFocus />
    </Dialog>
  );
}
