import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useState } from "react";
import type { Code } from "@/api/types";
import { useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { Ticket } from "@/ui/Ticket";
import { useOrganization } from "../organizations/context";
import { EditCodeDialog } from "./CodeDialog";
import { CodeMenu, type CodeWindow, CodeWindows } from "./CodeMenu";
import styles from "./CodesTable.module.css";
import { Rules, Used } from "./cells";
import { EnabledSwitch } from "./EnabledSwitch";
import { type CodeFilter, codesQuery } from "./queries";

interface Props {
  filter: CodeFilter;
  /** Left out where all codes are of one classroom. */
  showClassroom?: boolean;
  empty: ReactNode;
}

/** Codes as tickets: state, use, rules, switch, and what else can be done. */
export function CodesTable({ filter, showClassroom, empty }: Props) {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery(codesQuery(id, filter));
  const [editing, setEditing] = useState<string | null>(null);
  const [open, setOpen] = useState<{ code: Code; window: CodeWindow } | null>(null);
  const columns: Column<Code>[] = [
    { key: "code", header: t("codes.column.code"), render: (code) => <CodeCell code={code} /> },
    ...(showClassroom ? [classroomColumn(t("codes.column.classroom"))] : []),
    {
      key: "used",
      header: t("codes.column.used"),
      render: (code) => <Used code={code} />,
      from: "tablet",
    },
    {
      key: "rules",
      header: t("codes.column.rules"),
      render: (code) => <Rules code={code} />,
      from: "desktop",
    },
    {
      key: "on",
      header: t("codes.column.on"),
      align: "end",
      render: (code) => (
        <span className={styles.end}>
          {code.state === "deleted" ? null : <EnabledSwitch code={code} />}
          <CodeMenu
            code={code}
            onEdit={() => setEditing(code.id)}
            onOpen={(window) => setOpen({ code, window })}
          />
        </span>
      ),
    },
  ];
  return (
    <>
      <DataTable
        label={t("codes.list")}
        columns={columns}
        rowKey={(code) => code.id}
        query={query}
        onOpen={(code) => (code.state === "deleted" ? undefined : setEditing(code.id))}
        empty={empty}
      />
      {editing ? <EditCodeDialog codeId={editing} onClose={() => setEditing(null)} /> : null}
      {open ? <CodeWindows {...open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

const classroomColumn = (header: string): Column<Code> => ({
  key: "classroom",
  header,
  render: (code) => <Place code={code} />,
  from: "tablet",
});

function Place({ code }: { code: Code }) {
  const t = useT();
  return code.classroom?.name ?? t("codes.organizationWide");
}

/** What staff wrote down about it, for themselves. */
function About({ code }: { code: Code }) {
  const t = useT();
  const { note, channel, assigned_staff: staff } = code;
  const parts = [staff?.display_name, channel ? t(`work.channel.${channel}`) : null, note];
  const text = parts.filter(Boolean).join(" · ");
  return text ? <span className={styles.about}>{text}</span> : null;
}

/** On a phone the ticket's cell says the rest, too. */
function CodeCell({ code }: { code: Code }) {
  const t = useT();
  return (
    <div className={styles.code}>
      <Ticket code={code.code} state={code.state} size="small" />
      <About code={code} />
      {code.successor ? (
        <span className={styles.under}>
          {t("codeLife.successor.now", { code: code.successor.code })}
        </span>
      ) : null}
      <span className={`${styles.under} ${styles.onlyPhone}`}>
        <Place code={code} />
      </span>
      <span className={styles.onlyPhone}>
        <Used code={code} />
      </span>
    </div>
  );
}
