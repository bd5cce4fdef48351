import { createFileRoute } from "@tanstack/react-router";
import { SignUpScreen } from "@/features/accounts/SignUpScreen";
import { redirectSignedIn } from "../guards";

export const Route = createFileRoute("/sign-up")({
  beforeLoad: redirectSignedIn,
  component: SignUpScreen,
});
