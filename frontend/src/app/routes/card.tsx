import { createFileRoute } from "@tanstack/react-router";
import { CardScreen } from "@/features/accounts/CardScreen";

export const Route = createFileRoute("/card")({ component: CardScreen });
