export function SetPasswordScreen(_props: { token: string }) {
  return null;
}
