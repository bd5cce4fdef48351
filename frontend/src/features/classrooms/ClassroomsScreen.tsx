export function ClassroomsScreen() {
  return null;
}
