import type { RefusalCase } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { Email } from "@/ui/work/Email";
import { Tag } from "@/ui/work/Tag";
import { useOrganization } from "../organizations/context";
import styles from "./Refusals.module.css";
import { Remedies } from "./Remedies";
import { sentenceOf } from "./words";

interface Props {
  refusal: RefusalCase;
  onMore: () => void;
}

/** One case: what happened, in a sentence, and what helps. */
export function RefusalRow({ refusal, onMore }: Props) {
  const t = useT();
  const format = useFormat();
  const { name, time_zone } = useOrganization();
  const { person, state, told_at, waiting } = refusal;
  const last = format.wallClock(refusal.last_at, time_zone);
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <p className={styles.sentence}>{sentenceOf(refusal, name, t, format)}</p>
        <p className={styles.faint}>
          {state === "open" && told_at ? <Tag kind="warn">{t("refusalDesk.asks")}</Tag> : null}
          <span>
            {t("refusalDesk.attempts", { count: refusal.attempts })},{" "}
            {t("refusalDesk.last", { when: last })}
          </span>
          {person.email ? (
            <span>
              <Email address={person.email} />
              {person.email_verified ? null : ` (${t("refusalDesk.unverified")})`}
            </span>
          ) : null}
        </p>
        <Meanwhile refusal={refusal} />
        {state === "open" && waiting > 1 ? (
          <Button kind="plain" onClick={onMore}>
            {t("refusalDesk.waiting", { count: waiting })}
          </Button>
        ) : null}
      </div>
      {state === "open" ? <Remedies refusal={refusal} /> : <Over refusal={refusal} />}
    </li>
  );
}

/** What changed since the person was refused. */
function Meanwhile({ refusal: { state, reason, obstacle } }: { refusal: RefusalCase }) {
  const t = useT();
  if (state !== "open" || obstacle === reason) return null;
  return (
    <p>
      {obstacle
        ? t("refusalDesk.now", { reason: t(`refusalDesk.reason.${obstacle}`) })
        : t("refusalDesk.opened")}
    </p>
  );
}

function Over({ refusal: { settled } }: { refusal: RefusalCase }) {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  if (!settled) return <p className={styles.over}>{t("refusalDesk.joined")}</p>;
  const when = format.wallClock(settled.at, time_zone);
  const remedy = t(`refusalDesk.done.${settled.remedy}`);
  return (
    <p className={styles.over}>
      {settled.by
        ? t("refusalDesk.settledBy", { name: settled.by, when, remedy })
        : t("refusalDesk.settledOn", { when, remedy })}
    </p>
  );
}
