import { useLightT } from "@/i18n/context";
import { PASSWORD_MIN_LENGTH } from "@/ui/plain/PasswordField";

/** What can be said before asking the server. Whether an address exists, only mail can tell. */
export function useChecks() {
  const t = useLightT();
  return {
    name: (value: string) => (value.trim() === "" ? t("accounts.nameMissing") : null),
    email: (value: string) =>
      /^[^\s@]+@[^\s@]+$/.test(value.trim()) ? null : t("accounts.emailMissing"),
    // An address or a username: which of them is right, only the server can tell.
    signInName: (value: string) => (value.trim() === "" ? t("accounts.signInNameMissing") : null),
    password: (value: string) => (value === "" ? t("accounts.passwordMissing") : null),
    // Counted as people count, by characters, not by the machine's code units.
    newPassword: (value: string) =>
      [...value].length < PASSWORD_MIN_LENGTH ? t("accounts.passwordShort") : null,
  };
}
