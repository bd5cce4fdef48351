import { useT } from "@/i18n/context";
import { joinPath } from "@/lib/codeText";
import { PageTitle } from "@/ui/PageTitle";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { PublicPage } from "../accounts/PublicPage";
import { CodeBox } from "../redemptions/CodeBox";
import styles from "./screens.module.css";

/** A code box, and a way in for those who have an account. Nothing else to think about. */
export function FrontScreen() {
  const t = useT();
  return (
    <PublicPage>
      <PageTitle />
      <div className={styles.front}>
        <h1>{t("home.front.title")}</h1>
        <p>{t("home.front.text")}</p>
        {/* The join page is an entry of its own: a real page, not a screen of this one. */}
        <CodeBox
          hideLabel
          autoFocus
          onSubmit={(code) => {
            window.location.assign(joinPath(code));
            return undefined;
          }}
        />
        <RouterLinkButton to="/sign-in" kind="plain">
          {t("home.front.signIn")}
        </RouterLinkButton>
      </div>
    </PublicPage>
  );
}
