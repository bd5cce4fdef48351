import { SegmentedControl } from "@mantine/core";
import { IconPlus, IconSchool } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { itemsOf } from "@/api/list";
import type { Audience } from "@/api/types";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { SearchBox } from "@/ui/work/SearchBox";
import { Toolbar } from "@/ui/work/Toolbar";
import { useOrganization } from "../organizations/context";
import { AudienceFilter } from "./AudienceFilter";
import { ClassroomDialog } from "./ClassroomDialog";
import { ClassroomsTable } from "./ClassroomsTable";
import { type ClassroomFilter, classroomsQuery } from "./queries";

const SHOWN = ["all", "classroom", "campaign", "deleted"] as const;
type Shown = (typeof SHOWN)[number];

/** `start`: what the address asks for right away. */
export function ClassroomsScreen({ start }: { start?: "new" }) {
  const t = useT();
  const { id, role, slug } = useOrganization();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(start === "new" && role === "admin");
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  const [audience, setAudience] = useState<Audience | null>(null);
  const q = useDebounced(search.trim());
  const admin = role === "admin";
  const close = () => {
    setCreating(false);
    if (start) void navigate({ to: ".", search: {}, replace: true });
  };
  const create = admin ? (
    <Button onClick={() => setCreating(true)}>
      <IconPlus size={18} aria-hidden="true" />
      {t("classrooms.new")}
    </Button>
  ) : null;
  const filter: ClassroomFilter = {
    q,
    ...(audience ? { audience } : {}),
    ...(shown === "deleted" ? { deleted: true } : shown === "all" ? {} : { kind: shown }),
  };
  const { data } = useInfiniteQuery(classroomsQuery(id, filter));
  // Where there is nothing yet, the place itself says how to start.
  const started =
    !data || itemsOf(data).length > 0 || search !== "" || shown !== "all" || audience !== null;
  return (
    <>
      <PageTitle title={t("classrooms.title")} />
      <PageHeader
        title={t("classrooms.title")}
        description={t("classrooms.description")}
        actions={
          started ? (
            <>
              {admin ? (
                <RouterLinkButton
                  kind="quiet"
                  to="/o/$organization/rollover"
                  params={{ organization: slug }}
                >
                  {t("rollovers.enter")}
                </RouterLinkButton>
              ) : null}
              {create}
            </>
          ) : null
        }
      />
      <Toolbar>
        <SearchBox label={t("classrooms.search")} value={search} onChange={setSearch} />
        <SegmentedControl
          aria-label={t("classrooms.filter")}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={SHOWN.filter((each) => admin || each !== "deleted").map((value) => ({
            value,
            label: t(`classrooms.kinds.${value}`),
          }))}
        />
        <AudienceFilter value={audience} onChange={setAudience} />
      </Toolbar>
      <ClassroomsTable
        filter={filter}
        empty={<Empty searched={q !== "" || audience !== null} shown={shown} create={create} />}
      />
      {creating ? (
        <ClassroomDialog
          onClose={close}
          onDone={(room) =>
            void navigate({
              to: "/o/$organization/classrooms/$classroom",
              params: { organization: slug, classroom: room.id },
            })
          }
        />
      ) : null}
    </>
  );
}

function Empty(props: { searched: boolean; shown: Shown; create: ReactNode }) {
  const t = useT();
  const { searched, shown, create } = props;
  if (searched) return <EmptyState title={t("work.noMatch")} text={t("work.noMatchText")} />;
  if (shown === "deleted") {
    return (
      <EmptyState title={t("classrooms.emptyDeleted")} text={t("classrooms.emptyDeletedText")} />
    );
  }
  return (
    <EmptyState
      icon={<IconSchool size={28} />}
      title={t(create ? "classrooms.empty" : "classrooms.emptyTeacher")}
      text={t(create ? "classrooms.emptyText" : "classrooms.emptyTeacherText")}
      action={create}
    />
  );
}
