import { IconDownload, IconMail } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat, useT } from "@/i18n/context";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { RowsSkeleton } from "@/ui/Skeletons";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { NudgeDialog } from "./NudgeDialog";
import styles from "./progress.module.css";
import { figuresQuery, progressActions, type Watched, type Who } from "./queries";

const POLL = 5_000;

/** How many stand where, and a mail to those who need one. */
export function CourseFigures({ path, title }: { path: Watched; title: string }) {
  const t = useT();
  const format = useFormat();
  const { data: figures } = useQuery({ ...figuresQuery(path), refetchInterval: POLL });
  const [nudging, setNudging] = useState<Who | null>(null);
  if (!figures) return <RowsSkeleton />;
  const numbers = [
    ["stuck", figures.stuck],
    ["not-begun", figures.not_begun],
    ["underway", figures.underway],
    ["finished", figures.finished],
  ] as const;
  const share = (count: number) => ({ flexBasis: `${(count / figures.enrolled) * 100}%` });
  return (
    <Panel title={title}>
      <div className={styles.stack}>
        <div className={styles.numbers}>
          {numbers.map(([name, count]) => (
            <div key={name} className={styles.number}>
              <strong>{format.number(count)}</strong>
              <span>{t(`progress.state.${name}`)}</span>
            </div>
          ))}
        </div>
        {figures.enrolled > 0 ? (
          <div className={styles.bar} aria-hidden="true">
            {figures.finished > 0 ? (
              <i className={styles.finished} style={share(figures.finished)} />
            ) : null}
            {figures.underway > 0 ? (
              <i className={styles.underway} style={share(figures.underway)} />
            ) : null}
            {figures.stuck > 0 ? <i className={styles.stuck} style={share(figures.stuck)} /> : null}
          </div>
        ) : null}
        {figures.due_on ? (
          <p className={styles.soft}>{t("progress.due", { day: format.date(figures.due_on) })}</p>
        ) : null}
        <div className={styles.acts}>
          {figures.not_begun > 0 ? (
            <Button onClick={() => setNudging("not-begun")}>
              <IconMail size={18} aria-hidden="true" />
              {t("progress.nudge.not-begun", { count: figures.not_begun })}
            </Button>
          ) : null}
          {figures.stuck > 0 ? (
            <Button kind="quiet" onClick={() => setNudging("stuck")}>
              {t("progress.nudge.stuck", { count: figures.stuck })}
            </Button>
          ) : null}
          {figures.enrolled > 0 ? (
            <AtOnceButton onAct={() => progressActions(path).save()}>
              <IconDownload size={18} aria-hidden="true" />
              {t("progress.download")}
            </AtOnceButton>
          ) : null}
        </div>
      </div>
      {nudging ? <NudgeDialog path={path} who={nudging} onClose={() => setNudging(null)} /> : null}
    </Panel>
  );
}
