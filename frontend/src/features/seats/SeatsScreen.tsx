export function SeatsScreen() {
  return null;
}
