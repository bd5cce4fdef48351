import { Link } from "@tanstack/react-router";
import { useT } from "@/i18n/context";
import { EmptyState } from "@/ui/EmptyState";
import { buttonClass } from "@/ui/plain/Button";
import { StudentLayout } from "./layouts/StudentLayout";

/** The same answer for an organization that is not there and one that is none of ours. */
export function NoOrganization() {
  const t = useT();
  return (
    <StudentLayout>
      <EmptyState
        page
        title={t("app.noOrganization.title")}
        text={t("app.noOrganization.text")}
        action={
          <Link to="/home" className={buttonClass({ kind: "action" })}>
            {t("app.studentArea")}
          </Link>
        }
      />
    </StudentLayout>
  );
}
