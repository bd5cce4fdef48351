import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { AttentionKind, Overview } from "@/api/types";
import { useT } from "@/i18n/context";
import { Panel } from "@/ui/Panel";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { useOrganization } from "./context";
import styles from "./OverviewScreen.module.css";

/** What an admin is shown as steps, not as something that is wrong. */
export const FIRST_STEPS: AttentionKind[] = ["no-classrooms", "no-courses", "no-codes"];

export const showsSteps = (overview: Overview, role: string): boolean =>
  role === "admin" && overview.needs_attention.some((each) => FIRST_STEPS.includes(each.kind));

/** The way to the first student, for an admin who starts. */
export function FirstSteps({ overview }: { overview: Overview }) {
  const t = useT();
  const { role, slug } = useOrganization();
  if (!showsSteps(overview, role)) return null;
  const lacks = (kind: AttentionKind) =>
    overview.needs_attention.some((each) => each.kind === kind);
  const params = { organization: slug };
  const search = { start: "new" } as const;
  // One button is the next step; the others would only ask which.
  const next = FIRST_STEPS.find(lacks);
  const kindOf = (kind: AttentionKind) => (kind === next ? "action" : "quiet");
  return (
    <Panel title={t("organizations.overview.start")}>
      <p className={styles.intro}>{t("organizations.overview.startText")}</p>
      <ol className={styles.list}>
        <Step number={1} name="classroom" done={!lacks("no-classrooms")}>
          <RouterLinkButton
            kind={kindOf("no-classrooms")}
            to="/o/$organization/classrooms"
            params={params}
            search={search}
          >
            {t("organizations.overview.do.classroom")}
          </RouterLinkButton>
        </Step>
        <Step number={2} name="courses" done={!lacks("no-courses")}>
          <RouterLinkButton
            kind={kindOf("no-courses")}
            to="/o/$organization/courses"
            params={params}
          >
            {t("organizations.overview.do.courses")}
          </RouterLinkButton>
        </Step>
        <Step number={3} name="code" done={!lacks("no-codes")}>
          <RouterLinkButton
            kind={kindOf("no-codes")}
            to="/o/$organization/codes"
            params={params}
            search={search}
          >
            {t("organizations.overview.do.code")}
          </RouterLinkButton>
        </Step>
      </ol>
    </Panel>
  );
}

function Step(props: {
  number: number;
  name: "classroom" | "courses" | "code";
  done: boolean;
  children: ReactNode;
}) {
  const { number, name, done, children } = props;
  const t = useT();
  return (
    <li className={styles.step} data-done={done || undefined}>
      <span className={styles.number} aria-hidden="true">
        {done ? <IconCheck size={22} stroke={2.5} /> : number}
      </span>
      <div>
        <h3>
          {t(`organizations.overview.step.${name}`)}
          {done ? (
            <span className="visually-hidden">: {t("organizations.overview.stepDone")}</span>
          ) : null}
        </h3>
        <p>{t(`organizations.overview.step.${name}Text`)}</p>
      </div>
      {done ? null : children}
    </li>
  );
}
