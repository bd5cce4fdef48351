export function ClassroomScreen(_props: { classroomId: string }) {
  return null;
}
