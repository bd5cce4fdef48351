import { useLightT } from "@/i18n/context";
import { Notice } from "@/ui/plain/Notice";

/** Said once to whoever signed up again: the account they are in now is the one they had. */
export function OldAccount() {
  const t = useLightT();
  return (
    <Notice kind="good" title={t("accounts.verify.oldAccount")}>
      {t("accounts.verify.oldAccountText")}
    </Notice>
  );
}
