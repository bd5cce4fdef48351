import type { Problem } from "@/api/problem";
import { useT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { useOrganization } from "../organizations/context";
import styles from "./admissions.module.css";

/** Somebody who looks like the same person is here: look first, or say that it is another. */
export function Alike({ problem, onAnyway }: { problem: Problem; onAnyway: () => void }) {
  const t = useT();
  const explain = useExplain();
  const { slug } = useOrganization();
  const { title, text } = explain(problem);
  return (
    <Notice
      kind="warn"
      title={title}
      action={
        <div className={styles.buttons}>
          {problem.instead ? (
            <RouterLinkButton
              kind="quiet"
              to="/o/$organization/students/$student"
              params={{ organization: slug, student: problem.instead }}
            >
              {t("admissions.alike.open")}
            </RouterLinkButton>
          ) : null}
          <Button kind="quiet" onClick={onAnyway}>
            {t("admissions.alike.anyway")}
          </Button>
        </div>
      }
    >
      {text}
    </Notice>
  );
}
