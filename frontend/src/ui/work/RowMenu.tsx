import { ActionIcon, Menu } from "@mantine/core";
import { IconDotsVertical, type TablerIcon } from "@tabler/icons-react";
import { useT } from "@/i18n/context";

export interface RowAction {
  label: string;
  icon: TablerIcon;
  onClick: () => void;
  /** Takes something away. */
  loss?: boolean;
}

/** What else can be done with a row; empty places in the list are skipped. */
export function RowMenu(props: { of: string; actions: (RowAction | false | null)[] }) {
  const t = useT();
  const actions = props.actions.filter((each) => each !== false && each !== null);
  if (actions.length === 0) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          aria-label={t("work.moreActions", { what: props.of })}
        >
          <IconDotsVertical size={20} color="var(--ink-soft)" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, icon: Icon, onClick, loss }) => (
          <Menu.Item
            key={label}
            leftSection={<Icon size={18} aria-hidden="true" />}
            onClick={onClick}
            c={loss ? "var(--loss-text)" : undefined}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
