import { createFileRoute } from "@tanstack/react-router";
import { OrganizationsScreen } from "@/features/operator/OrganizationsScreen";

export const Route = createFileRoute("/operator/")({
  component: OrganizationsScreen,
});
