export function StudentScreen(_props: { studentId: string }) {
  return null;
}
