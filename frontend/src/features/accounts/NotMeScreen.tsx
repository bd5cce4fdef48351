import { useRouter } from "@tanstack/react-router";
import { sessionStore } from "@/api/session";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { Form } from "./Form";
import { PublicPage } from "./PublicPage";
import { takeBackAddress } from "./queries";
import styles from "./screens.module.css";

/** Behind the link to the old mailbox. A button, since mail programs open links by themselves. */
export function NotMeScreen({ token }: { token: string }) {
  const t = useT();
  const router = useRouter();
  const { busy, problem, submit } = useSubmit(async () => {
    const answer = await takeBackAddress(token);
    // Every session has ended, perhaps also one in this browser.
    sessionStore.signOut();
    await router.navigate({ to: "/reset/$token", params: { token: answer.token }, replace: true });
  });
  return (
    <PublicPage>
      <PageTitle title={t("security.notMe.title")} />
      <h1>{t("security.notMe.title")}</h1>
      <Form problem={problem} onSubmit={() => void submit()}>
        <p className={styles.text}>{t("security.notMe.text")}</p>
        <Button type="submit" wide busy={busy}>
          {t("security.notMe.submit")}
        </Button>
        <p className={styles.faint}>{t("security.notMe.wasMe")}</p>
      </Form>
    </PublicPage>
  );
}
