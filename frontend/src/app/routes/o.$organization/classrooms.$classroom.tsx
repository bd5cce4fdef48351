import { createFileRoute } from "@tanstack/react-router";
import { ClassroomScreen } from "@/features/classrooms/ClassroomScreen";

const TABS = [
  "members",
  "codes",
  "invitations",
  "courses",
  "progress",
  "staff",
  "history",
] as const;
export type ClassroomTab = (typeof TABS)[number];

export const Route = createFileRoute("/o/$organization/classrooms/$classroom")({
  validateSearch: (search: Record<string, unknown>): { tab?: ClassroomTab } => {
    const tab = TABS.find((each) => each === search.tab);
    return tab ? { tab } : {};
  },
  component: Screen,
});

function Screen() {
  const { classroom } = Route.useParams();
  const { tab = "members" } = Route.useSearch();
  return <ClassroomScreen classroomId={classroom} tab={tab} />;
}
