import { Menu } from "@mantine/core";
import { IconDots, type TablerIcon } from "@tabler/icons-react";
import { Link, type LinkProps } from "@tanstack/react-router";
import { useT } from "@/i18n/context";
import styles from "./Navigation.module.css";

export interface Entry {
  label: string;
  icon: TablerIcon;
  link: Pick<LinkProps, "to" | "params">;
  /** The area's start page: lit only on itself, not on all pages below it. */
  exact?: boolean;
  /** How much waits there; nothing is shown of none. */
  count?: number;
  /** The same for who does not see it. */
  countLabel?: string;
}

export function RailNavigation({ entries }: { entries: Entry[] }) {
  const t = useT();
  return (
    <nav aria-label={t("app.navigation")} className={styles.rail}>
      {entries.map((entry) => (
        <EntryLink key={entry.label} entry={entry} className={styles.railLink} />
      ))}
    </nav>
  );
}

/** What a thumb reaches: four places, and the others behind "More". */
export function BarNavigation({ entries }: { entries: Entry[] }) {
  const t = useT();
  const shown = entries.length > 5 ? entries.slice(0, 4) : entries;
  const others = entries.slice(shown.length);
  return (
    <nav aria-label={t("app.navigation")} className={styles.bar}>
      {shown.map((entry) => (
        <EntryLink key={entry.label} entry={entry} className={styles.barLink} />
      ))}
      {others.length > 0 ? (
        <Menu position="top-end" withinPortal>
          <Menu.Target>
            <button type="button" className={styles.barLink}>
              <IconDots size={22} aria-hidden="true" />
              {t("app.more")}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(({ label, icon: Icon, link }) => (
              <Menu.Item
                key={label}
                leftSection={<Icon size={18} />}
                renderRoot={(props) => <Link {...link} {...props} />}
              >
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </nav>
  );
}

function EntryLink({ entry, className }: { entry: Entry; className?: string }) {
  const Icon = entry.icon;
  return (
    <Link {...entry.link} className={className} activeOptions={{ exact: entry.exact ?? false }}>
      <Icon size={22} stroke={1.75} aria-hidden="true" />
      {entry.label}
      {entry.count ? (
        <>
          <span className={styles.count} aria-hidden="true">
            {entry.count}
          </span>
          <span className="visually-hidden">, {entry.countLabel}</span>
        </>
      ) : null}
    </Link>
  );
}
