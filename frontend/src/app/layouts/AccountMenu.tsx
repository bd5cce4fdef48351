import { Menu, SegmentedControl } from "@mantine/core";
import {
  IconBook2,
  IconLogout,
  IconSettings,
  IconShield,
  IconUserCircle,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { isStaff, leave, useUser } from "@/features/accounts/session";
import { useChooseLocale } from "@/features/accounts/useChooseLocale";
import { useLocale, useT } from "@/i18n/context";
import { type ColorSchemeChoice, chooseColorScheme, useColorSchemeChoice } from "@/ui/colorScheme";
import styles from "./AccountMenu.module.css";

/** Who is signed in, the other areas they may enter, language and appearance. */
export function AccountMenu() {
  const t = useT();
  const user = useUser();
  return (
    <Menu position="top-start" width={260} withinPortal>
      <Menu.Target>
        <button type="button" className={styles.target}>
          <span className="visually-hidden">{t("app.menu")}</span>
          <IconUserCircle size={24} stroke={1.75} aria-hidden="true" />
          <span className={styles.name}>{user.display_name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email ?? user.username}</Menu.Label>
        <Menu.Item
          leftSection={<IconSettings size={18} />}
          renderRoot={(props) => <Link to="/me" {...props} />}
        >
          {t("app.me")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBook2 size={18} />}
          renderRoot={(props) => <Link to="/home" {...props} />}
        >
          {t("app.studentArea")}
        </Menu.Item>
        {user.operator && isStaff(user) ? (
          <Menu.Item
            leftSection={<IconShield size={18} />}
            renderRoot={(props) => <Link to="/operator" {...props} />}
          >
            {t("app.operatorArea")}
          </Menu.Item>
        ) : null}
        <Menu.Divider />
        <Choices />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void leave()}>
          {t("app.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Choices() {
  const t = useT();
  const locale = useLocale();
  const chooseLocale = useChooseLocale();
  const scheme = useColorSchemeChoice();
  return (
    <div className={styles.choices}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t("ui.language.label")}
        value={locale}
        onChange={(value) => chooseLocale(value as "en" | "es")}
        data={[
          { value: "en", label: t("ui.language.en") },
          { value: "es", label: t("ui.language.es") },
        ]}
      />
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t("ui.theme.label")}
        value={scheme}
        onChange={(value) => chooseColorScheme(value as ColorSchemeChoice)}
        data={[
          { value: "auto", label: t("ui.theme.autoShort") },
          { value: "light", label: t("ui.theme.light") },
          { value: "dark", label: t("ui.theme.dark") },
        ]}
      />
    </div>
  );
}
