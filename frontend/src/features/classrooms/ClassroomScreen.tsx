export function ClassroomScreen(_props: {
  classroomId: string;
  tab: "members" | "codes" | "courses" | "staff";
}) {
  return null;
}
