import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { organizationsQuery, useOrganization } from "@/features/organizations/context";
import { useT } from "@/i18n/context";
import { Logo } from "@/ui/Logo";
import styles from "./OrganizationSwitcher.module.css";

/** The school's name on top; a menu only for those who work for several. */
export function OrganizationSwitcher() {
  const t = useT();
  const current = useOrganization();
  const { data = [] } = useQuery(organizationsQuery());
  const others = data.filter((each) => each.role !== "student");
  const label = (
    <>
      <Logo name={false} />
      <span className={styles.name}>{current.name}</span>
    </>
  );
  if (others.length < 2) return <div className={styles.switcher}>{label}</div>;
  return (
    <Menu width={280} position="bottom-start" withinPortal>
      <Menu.Target>
        <button type="button" className={styles.switcher}>
          <span className="visually-hidden">{t("app.switchOrganization")}</span>
          {label}
          <IconChevronDown size={18} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map((each) => (
          <Menu.Item
            key={each.id}
            rightSection={each.id === current.id ? <IconCheck size={16} /> : null}
            renderRoot={(props) => (
              <Link to="/o/$organization" params={{ organization: each.slug }} {...props} />
            )}
          >
            {each.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
