export function SignInScreen(_props: { next?: string }) {
  return null;
}
