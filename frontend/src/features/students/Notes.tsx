import { Textarea } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import type { StudentDetail, StudentNote } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useFormat, useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { Refusal } from "@/ui/work/FormDialog";
import { RowMenu } from "@/ui/work/RowMenu";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { noteActions, notesQuery } from "./queries";
import styles from "./students.module.css";

/** What staff noted about a student, newest first, and a place to write. */
export function Notes({ student }: { student: StudentDetail }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery(notesQuery(id, student.id));
  const run = useAction();
  const refresh = useRefresh();
  const write = async (text: string) => {
    await run({ student: student.id, text }, (key) => noteActions(id, student.id).write(text, key));
    refresh();
  };
  return (
    <Panel title={t("students.notes.title")}>
      <div className={styles.notes}>
        <p className={styles.faint}>{t("students.notes.who")}</p>
        <NoteForm label={t("students.notes.new")} submit={t("students.notes.add")} onSave={write} />
        {itemsOf(query.data).map((note) => (
          <Note key={note.id} note={note} studentId={student.id} />
        ))}
        {query.hasNextPage ? (
          <Button
            kind="quiet"
            busy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("ui.loadMore")}
          </Button>
        ) : null}
      </div>
    </Panel>
  );
}

function Note({ note, studentId }: { note: StudentNote; studentId: string }) {
  const t = useT();
  const format = useFormat();
  const { id, time_zone } = useOrganization();
  const refresh = useRefresh();
  const [doing, setDoing] = useState<"edit" | "delete" | null>(null);
  const actions = noteActions(id, studentId);
  if (doing === "edit") {
    return (
      <NoteForm
        label={t("students.notes.edit")}
        submit={t("students.notes.save")}
        start={note.text}
        onCancel={() => setDoing(null)}
        onSave={async (text) => {
          await actions.change(note.id, text);
          setDoing(null);
          refresh();
        }}
      />
    );
  }
  return (
    <article className={styles.note}>
      <p>{note.text}</p>
      <div className={styles.noteFoot}>
        <span className={styles.faint}>
          {note.author}, {format.wallClock(note.created_at, time_zone)}
        </span>
        <RowMenu
          of={t("students.notes.one")}
          actions={[
            note.may_change && {
              label: t("work.edit"),
              icon: IconPencil,
              onClick: () => setDoing("edit"),
            },
            note.may_change && {
              label: t("students.notes.delete"),
              icon: IconTrash,
              loss: true,
              onClick: () => setDoing("delete"),
            },
          ]}
        />
      </div>
      {doing === "delete" ? (
        <ConfirmLoss
          opened
          onClose={() => setDoing(null)}
          title={t("students.notes.deleteTitle")}
          confirmLabel={t("students.notes.delete")}
          onConfirm={async () => {
            await actions.remove(note.id);
            refresh();
          }}
        >
          <p>{t("students.notes.deleteText")}</p>
        </ConfirmLoss>
      ) : null}
    </article>
  );
}

function NoteForm(props: {
  label: string;
  submit: string;
  start?: string;
  onSave: (text: string) => Promise<void>;
  onCancel?: () => void;
}) {
  const { label, submit: submitLabel, start = "", onSave, onCancel } = props;
  const t = useT();
  const [text, setText] = useState(start);
  const { busy, problem, submit } = useSubmit(async () => {
    await onSave(text.trim());
    setText("");
  });
  return (
    <form
      className={styles.noteForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() && !busy) void submit();
      }}
    >
      <Textarea
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={2000}
        autosize
        minRows={2}
      />
      <Refusal problem={problem} />
      {text.trim() || onCancel ? (
        <div className={styles.buttons}>
          {onCancel ? (
            <Button kind="quiet" onClick={onCancel}>
              {t("ui.cancel")}
            </Button>
          ) : null}
          <Button type="submit" busy={busy}>
            {submitLabel}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
