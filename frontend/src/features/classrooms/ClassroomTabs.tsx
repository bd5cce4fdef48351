import { Tabs } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { Classroom } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Invitations } from "../invitations/Invitations";
import { useOrganization } from "../organizations/context";
import styles from "./ClassroomScreen.module.css";
import { CodesTab } from "./CodesTab";
import { CoursesTab } from "./CoursesTab";
import { Roster } from "./Roster";
import { StaffTab } from "./StaffTab";

export const TABS = ["members", "codes", "invitations", "courses", "staff"] as const;
export type Tab = (typeof TABS)[number];

/** Who and what is in a classroom; the address remembers the tab. */
export function ClassroomTabs({ room, tab }: { room: Classroom; tab: Tab }) {
  const t = useT();
  const format = useFormat();
  const { slug } = useOrganization();
  const navigate = useNavigate();
  const counts = { ...room, invitations: null, staff: room.staff.length };
  const go = (value: string | null) =>
    void navigate({
      to: "/o/$organization/classrooms/$classroom",
      params: { organization: slug, classroom: room.id },
      search: { tab: TABS.find((each) => each === value) },
      replace: true,
      resetScroll: false,
    });
  return (
    <Tabs value={tab} onChange={go} keepMounted={false}>
      <Tabs.List aria-label={t("classrooms.tabs.label")}>
        {TABS.map((each) => (
          <Tabs.Tab key={each} value={each} className={styles.tab}>
            {t(`classrooms.tabs.${each}`)}{" "}
            {counts[each] === null ? null : (
              <span className={styles.count}>{format.number(counts[each])}</span>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="members" className={styles.panel}>
        <Roster room={room} />
      </Tabs.Panel>
      <Tabs.Panel value="codes" className={styles.panel}>
        <CodesTab room={room} />
      </Tabs.Panel>
      <Tabs.Panel value="invitations" className={styles.panel}>
        <Invitations
          classroom={{ value: room.id, label: room.name }}
          closed={room.deleted_at !== null}
        />
      </Tabs.Panel>
      <Tabs.Panel value="courses" className={styles.panel}>
        <CoursesTab room={room} />
      </Tabs.Panel>
      <Tabs.Panel value="staff" className={styles.panel}>
        <StaffTab room={room} />
      </Tabs.Panel>
    </Tabs>
  );
}
