import { createFileRoute } from "@tanstack/react-router";
import { DuplicatesScreen } from "@/features/merges/DuplicatesScreen";
import { requireAdmin } from "../../guards";

export const Route = createFileRoute("/o/$organization/students/duplicates")({
  beforeLoad: requireAdmin,
  component: DuplicatesScreen,
});
