import { createFileRoute } from "@tanstack/react-router";
import { ResetScreen } from "@/features/accounts/ResetScreen";

export const Route = createFileRoute("/reset/")({ component: ResetScreen });
