import { useLocale, useT } from "@/i18n/context";
import { chooseColorScheme, useColorSchemeChoice } from "@/ui/colorScheme";
import { Choice } from "@/ui/plain/Choice";
import styles from "./screens.module.css";
import { useChooseLocale } from "./useChooseLocale";

export function Preferences() {
  const t = useT();
  const locale = useLocale();
  const chooseLocale = useChooseLocale();
  const scheme = useColorSchemeChoice();
  return (
    <div className={styles.choices}>
      <Choice
        label={t("ui.language.label")}
        value={locale}
        onChange={chooseLocale}
        options={[
          { value: "en", label: t("ui.language.en"), lang: "en" },
          { value: "es", label: t("ui.language.es"), lang: "es" },
        ]}
      />
      <Choice
        label={t("ui.theme.label")}
        value={scheme}
        onChange={chooseColorScheme}
        options={[
          { value: "auto", label: t("ui.theme.auto") },
          { value: "light", label: t("ui.theme.light") },
          { value: "dark", label: t("ui.theme.dark") },
        ]}
      />
    </div>
  );
}
