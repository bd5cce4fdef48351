import { createFileRoute } from "@tanstack/react-router";
import { FrontScreen } from "@/features/home/FrontScreen";
import { redirectSignedIn } from "../guards";

export const Route = createFileRoute("/")({
  beforeLoad: redirectSignedIn,
  component: FrontScreen,
});
