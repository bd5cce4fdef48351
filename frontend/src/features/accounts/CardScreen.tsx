import { Link } from "@tanstack/react-router";
import { useT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { PageTitle } from "@/ui/PageTitle";
import { Button, ButtonLink } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { PublicPage } from "./PublicPage";
import styles from "./screens.module.css";
import { landingPath, useMaybeUser } from "./session";
import { useCard } from "./useCard";

/** Where the QR code of a sign-in card leads: in, without typing anything. */
export function CardScreen() {
  const t = useT();
  return (
    <PublicPage>
      <PageTitle title={t("accounts.card.title")} />
      <h1>{t("accounts.card.title")}</h1>
      <Scanned />
      <div className={styles.links}>
        <Link to="/sign-in">{t("accounts.card.byPassword")}</Link>
      </div>
    </PublicPage>
  );
}

function Scanned() {
  const t = useT();
  const explain = useExplain();
  const { missing, asks, problem, enter, change } = useCard();
  if (missing) return <Notice>{t("accounts.card.missing")}</Notice>;
  if (asks) return <Asks onChange={() => void change()} />;
  if (!problem) {
    return (
      <p className={styles.text} role="status">
        {t("accounts.card.busy")}
      </p>
    );
  }
  const { title, text } = explain(problem);
  const again =
    problem.status === 401 ? null : (
      <Button kind="quiet" onClick={() => void enter()}>
        {t("accounts.card.again")}
      </Button>
    );
  return (
    <Notice kind="loss" title={title} action={again}>
      {text}
    </Notice>
  );
}

/** On a shared device the last person may still be signed in; nobody is signed out unasked. */
function Asks({ onChange }: { onChange: () => void }) {
  const t = useT();
  const user = useMaybeUser();
  if (!user) return null;
  return (
    <>
      <p className={styles.text}>{t("accounts.card.asks", { name: user.display_name })}</p>
      <Button wide onClick={onChange}>
        {t("accounts.card.change")}
      </Button>
      <ButtonLink kind="quiet" wide href={landingPath(user)}>
        {t("accounts.card.stay", { name: user.display_name })}
      </ButtonLink>
    </>
  );
}
