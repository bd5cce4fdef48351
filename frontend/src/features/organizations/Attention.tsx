import type { LinkProps } from "@tanstack/react-router";
import type { AttentionKind, Overview } from "@/api/types";
import { useT } from "@/i18n/context";
import { Panel } from "@/ui/Panel";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { useOrganization } from "./context";
import { FIRST_STEPS, showsSteps } from "./FirstSteps";
import styles from "./OverviewScreen.module.css";

/** What the overview tells in full elsewhere: see `AlertsNotice`. */
type Told = Exclude<AttentionKind, "codes-paused-by-guard">;

const PLACES: Record<Told, Pick<LinkProps, "to" | "search">> = {
  "imports-wait": { to: "/o/$organization/imports" },
  "invitations-wait-for-seats": { to: "/o/$organization/invitations" },
  "license-inactive": { to: "/o/$organization/seats" },
  "license-ends-7": { to: "/o/$organization/seats" },
  "license-ends-30": { to: "/o/$organization/seats" },
  "seats-75": { to: "/o/$organization/seats" },
  "seats-90": { to: "/o/$organization/seats" },
  "seats-100": { to: "/o/$organization/seats" },
  "no-classrooms": { to: "/o/$organization/classrooms" },
  "no-codes": { to: "/o/$organization/codes", search: { start: "new" } },
  "no-courses": { to: "/o/$organization/courses" },
};

/** What somebody should look at, each with the one thing to do about it. */
export function Attention({ overview }: { overview: Overview }) {
  const t = useT();
  const { slug, role } = useOrganization();
  const steps = showsSteps(overview, role);
  const kinds = overview.needs_attention
    .map((each) => each.kind)
    .filter((kind) => kind !== "codes-paused-by-guard")
    .filter((kind) => !steps || !FIRST_STEPS.includes(kind))
    // Without a classroom a teacher cannot make a code.
    .filter((kind, _, all) => kind !== "no-codes" || !all.includes("no-classrooms"));
  if (kinds.length === 0) return null;
  return (
    <Panel title={t("organizations.overview.attention")}>
      <ul className={styles.list}>
        {kinds.map((kind) => (
          <li key={kind} className={styles.attention}>
            <div>
              <strong>{t(`organizations.overview.needs.${kind}.title`)}</strong>
              <p>{t(`organizations.overview.needs.${kind}.text`)}</p>
            </div>
            <RouterLinkButton kind="quiet" {...PLACES[kind]} params={{ organization: slug }}>
              {t(`organizations.overview.needs.${kind}.action`)}
            </RouterLinkButton>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
