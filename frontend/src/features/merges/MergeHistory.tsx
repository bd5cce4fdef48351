import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { Merge, StudentDetail } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Panel } from "@/ui/Panel";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { notifyDone } from "@/ui/work/notify";
import { Rich } from "@/ui/work/Rich";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./merges.module.css";
import { mergeActions, mergesQuery } from "./queries";

/** Which profiles became part of this one, and the way back; nothing while there is none. */
export function MergeHistory({ student }: { student: StudentDetail }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery(mergesQuery(id, student.id));
  const merges = itemsOf(query.data);
  if (merges.length === 0) return null;
  return (
    <Panel title={t("merges.history.title")}>
      <ul className={styles.history}>
        {merges.map((merge) => (
          <li key={merge.id}>
            <Story merge={merge} />
            {merge.may_undo ? <Undo merge={merge} /> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Story({ merge }: { merge: Merge }) {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  const when = (instant: string) => format.wallClock(instant, time_zone);
  const nameOf = useNameOf();
  const { merged_name, merged_deleted, kept_name, kept_deleted } = merge;
  const other =
    merge.merged_email ??
    merge.merged_username ??
    nameOf({ display_name: merged_name, deleted: merged_deleted });
  return (
    <div className={styles.story}>
      <p>
        <Rich
          text={t("merges.history.merged", {
            other,
            kept: nameOf({ display_name: kept_name, deleted: kept_deleted }),
            name: merge.merged_by,
            when: when(merge.merged_at),
          })}
        />
      </p>
      <p className={styles.faint}>
        {merge.undone_at
          ? t("merges.history.undone", {
              name: merge.undone_by ?? "",
              when: when(merge.undone_at),
            })
          : merge.may_undo
            ? t("merges.history.until", { when: when(merge.undo_until) })
            : t("merges.history.final")}
      </p>
    </div>
  );
}

function Undo({ merge }: { merge: Merge }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const undo = async () => {
    await mergeActions(id).undo(merge.id);
    notifyDone(t("merges.history.undoDone"));
    refresh();
  };
  return <AtOnceButton onAct={undo}>{t("merges.history.undo")}</AtOnceButton>;
}
