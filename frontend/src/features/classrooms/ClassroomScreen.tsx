import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type CSSProperties, useState } from "react";
import type { Versioned } from "@/api/client";
import type { Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { classroomColor } from "@/lib/classroomColor";
import { ErrorState } from "@/ui/ErrorState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { PageSkeleton } from "@/ui/Skeletons";
import { Tag } from "@/ui/work/Tag";
import { CohortDialog } from "../cohorts/CohortDialog";
import { useOrganization } from "../organizations/context";
import { ClassroomActions } from "./ClassroomActions";
import styles from "./ClassroomScreen.module.css";
import { ClassroomTabs, type Tab } from "./ClassroomTabs";
import { classroomQuery } from "./queries";
import { RestoreButton } from "./RestoreButton";
import { useDates } from "./useDates";

export function ClassroomScreen({ classroomId, tab }: { classroomId: string; tab: Tab }) {
  const t = useT();
  const { id, slug } = useOrganization();
  const query = useQuery(classroomQuery(id, classroomId));
  if (query.isPending) return <PageSkeleton />;
  if (query.isError && !query.data) {
    return (
      <ErrorState
        error={query.error}
        onRetry={() => void query.refetch()}
        action={
          <RouterLinkButton
            kind="quiet"
            to="/o/$organization/classrooms"
            params={{ organization: slug }}
          >
            {t("classrooms.back")}
          </RouterLinkButton>
        }
      />
    );
  }
  const room = query.data.value;
  return (
    <>
      <PageTitle title={room.name} />
      <Head saved={query.data} />
      {room.deleted_at ? <Deleted room={room} /> : null}
      <ClassroomTabs room={room} tab={tab} />
    </>
  );
}

function Head({ saved }: { saved: Versioned<Classroom> }) {
  const t = useT();
  const { slug, role } = useOrganization();
  const room = saved.value;
  const style = { "--room": classroomColor(room.color) } as CSSProperties;
  return (
    <div className={styles.head} style={style}>
      <PageHeader
        title={room.name}
        description={room.description || undefined}
        above={
          <Link to="/o/$organization/classrooms" params={{ organization: slug }}>
            {t("classrooms.back")}
          </Link>
        }
        actions={
          role === "admin" && !room.deleted_at ? <ClassroomActions saved={saved} /> : undefined
        }
      />
      <Facts room={room} />
    </div>
  );
}

function Facts({ room }: { room: Classroom }) {
  const t = useT();
  const dates = useDates(room);
  const seats = room.seats;
  return (
    <div className={styles.facts}>
      <Tag>{t(`classrooms.kind.${room.kind}`)}</Tag>
      <span>{t(`classrooms.audience.${room.audience}`)}</span>
      {room.channel ? <span>{t(`work.channel.${room.channel}`)}</span> : null}
      {room.school_year ? <span>{room.school_year}</span> : null}
      {dates ? <span>{dates}</span> : null}
      {seats && seats.allotment !== null ? (
        <span>{t("classrooms.seatsHeld", { spent: seats.spent, allotment: seats.allotment })}</span>
      ) : null}
    </div>
  );
}

function DeletedActions({ room }: { room: Classroom }) {
  const t = useT();
  const [copying, setCopying] = useState(false);
  return (
    <span className={styles.ways}>
      <RestoreButton room={room} />
      {room.members > 0 ? (
        <Button kind="quiet" onClick={() => setCopying(true)}>
          {t("cohorts.new.action")}
        </Button>
      ) : null}
      {copying ? (
        <CohortDialog
          room={room}
          students={{ everybody: true }}
          count={room.members}
          onClose={() => setCopying(false)}
        />
      ) : null}
    </span>
  );
}

function Deleted({ room }: { room: Classroom }) {
  const t = useT();
  const { role } = useOrganization();
  return (
    <div style={{ marginBottom: 24 }}>
      <Notice
        kind="warn"
        title={t("classrooms.deletedNotice")}
        action={role === "admin" ? <DeletedActions room={room} /> : undefined}
      >
        {t("classrooms.deletedNoticeText")}
      </Notice>
    </div>
  );
}
