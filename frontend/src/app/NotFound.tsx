import { Link } from "@tanstack/react-router";
import { useT } from "@/i18n/context";
import { EmptyState } from "@/ui/EmptyState";
import { buttonClass } from "@/ui/plain/Button";

export function NotFound() {
  const t = useT();
  return (
    <EmptyState
      page
      title={t("app.notFound.title")}
      text={t("app.notFound.text")}
      action={
        <Link to="/" className={buttonClass({ kind: "action" })}>
          {t("app.notFound.action")}
        </Link>
      }
    />
  );
}
