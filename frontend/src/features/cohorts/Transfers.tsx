import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { Classroom, Transfer } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { DataTable } from "@/ui/DataTable";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { Section } from "@/ui/work/Section";
import { useOrganization } from "../organizations/context";
import styles from "./History.module.css";
import { transfersQuery } from "./queries";
import { useTell } from "./useTell";
import { useUndo } from "./useTransfer";

/** What was done to many at once, with a way back; nothing is shown while nothing was. */
export function Transfers({ room }: { room: Classroom }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery(transfersQuery(id, room.id));
  const undo = useUndo();
  const tell = useTell();
  if (itemsOf(query.data).length === 0) return null;
  return (
    <Section title={t("cohorts.transfers.title")}>
      <DataTable
        label={t("cohorts.transfers.title")}
        query={query}
        rowKey={(transfer) => transfer.id}
        empty={null}
        columns={[
          {
            key: "what",
            header: t("cohorts.transfers.what"),
            render: (transfer) => <Told transfer={transfer} />,
          },
          {
            key: "undo",
            header: <span className="visually-hidden">{t("cohorts.undo")}</span>,
            align: "end",
            render: (transfer) =>
              transfer.may_undo ? (
                <AtOnceButton onAct={() => undo(transfer)}>
                  {t("cohorts.undo")}
                  <span className="visually-hidden">{tell.what(transfer)}</span>
                </AtOnceButton>
              ) : null,
          },
        ]}
      />
    </Section>
  );
}

function Told({ transfer }: { transfer: Transfer }) {
  const t = useT();
  const format = useFormat();
  const tell = useTell();
  const { time_zone } = useOrganization();
  const exceptions = tell.exceptions(transfer);
  const by = { who: transfer.made_by, when: format.wallClock(transfer.made_at, time_zone) };
  return (
    <span className={styles.cell}>
      <span className={transfer.undone_at ? styles.undone : undefined}>{tell.what(transfer)}</span>
      {exceptions.length > 0 ? <span className={styles.faint}>{exceptions.join(" ")}</span> : null}
      <span className={styles.faint}>
        {t("cohorts.transfers.by", by)}
        {transfer.how === "rollover" ? ` · ${t("cohorts.transfers.rollover")}` : null}
      </span>
      {transfer.undone_at ? (
        <span className={styles.faint}>
          {t("cohorts.transfers.undone", {
            who: transfer.undone_by ?? "",
            when: format.wallClock(transfer.undone_at, time_zone),
            back: transfer.put_back ?? 0,
            count: transfer.students,
          })}
        </span>
      ) : null}
    </span>
  );
}
