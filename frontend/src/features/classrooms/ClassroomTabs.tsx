import { Tabs } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Classroom } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { HistoryTab } from "../cohorts/HistoryTab";
import { Invitations } from "../invitations/Invitations";
import { useOrganization } from "../organizations/context";
import { ProgressTab } from "../progress/ProgressTab";
import styles from "./ClassroomScreen.module.css";
import { CodesTab } from "./CodesTab";
import { CoursesTab } from "./CoursesTab";
import { Roster } from "./Roster";
import { StaffTab } from "./StaffTab";

export const TABS = [
  "members",
  "codes",
  "invitations",
  "courses",
  "progress",
  "staff",
  "history",
] as const;
export type Tab = (typeof TABS)[number];

/** Who and what is in a classroom; the address remembers the tab. */
export function ClassroomTabs({ room, tab }: { room: Classroom; tab: Tab }) {
  const t = useT();
  const format = useFormat();
  const { slug } = useOrganization();
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen tab is what may be out of view
  useEffect(() => {
    const chosen = list.current?.querySelector<HTMLElement>("[aria-selected=true]");
    if (list.current && chosen) list.current.scrollLeft = chosen.offsetLeft - 48;
  }, [tab]);
  const counts = {
    ...room,
    invitations: null,
    progress: null,
    staff: room.staff.length,
    history: null,
  };
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
      <Tabs.List ref={list} className={styles.tabs} aria-label={t("classrooms.tabs.label")}>
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
      <Tabs.Panel value="progress" className={styles.panel}>
        <ProgressTab room={room} />
      </Tabs.Panel>
      <Tabs.Panel value="staff" className={styles.panel}>
        <StaffTab room={room} />
      </Tabs.Panel>
      <Tabs.Panel value="history" className={styles.panel}>
        <HistoryTab room={room} />
      </Tabs.Panel>
    </Tabs>
  );
}
