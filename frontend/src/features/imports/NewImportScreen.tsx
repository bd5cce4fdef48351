import { SegmentedControl, Textarea } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useSubmit } from "@/lib/useSubmit";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { Refusal } from "@/ui/work/FormDialog";
import { type Option, SearchSelect } from "@/ui/work/SearchSelect";
import { useClassroomOptions } from "../classrooms/useClassroomOptions";
import { useOrganization } from "../organizations/context";
import { FileField, kindOf } from "./FileField";
import styles from "./imports.module.css";
import { importActions } from "./queries";
import { Steps } from "./Steps";

/** The first step: what somebody has. What was typed or chosen stays when it is refused. */
export function NewImportScreen({ classroom: start }: { classroom?: Option }) {
  const t = useT();
  const [have, setHave] = useState<"file" | "paste">("file");
  const [text, setText] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [classroom, setClassroom] = useState<Option | null>(start ?? null);
  const [missing, setMissing] = useState(false);
  const { busy, problem, send, setProblem } = useSend();
  const explainField = useExplainField();
  const { role } = useOrganization();
  const list =
    have === "paste" && text.trim() !== ""
      ? new Blob([text], { type: "text/plain" })
      : have === "file" && file
        ? new Blob([file], { type: kindOf(file) })
        : null;
  const next = () => {
    setMissing(list === null);
    if (list) void send(list, have === "file" ? (file?.name ?? "") : "", classroom);
  };
  const mended = () => {
    setMissing(false);
    setProblem(null);
  };
  return (
    <>
      <PageTitle title={t("imports.new")} />
      <PageHeader title={t("imports.new")} description={t("imports.what.safe")} />
      <Steps at="list" columns={have === "file"} />
      <div className={styles.narrow}>
        <Panel title={t("imports.what.title")}>
          <div className={styles.fields}>
            <SegmentedControl
              aria-label={t("imports.what.title")}
              value={have}
              onChange={(value) => {
                setHave(value as "file" | "paste");
                mended();
              }}
              data={(["file", "paste"] as const).map((value) => ({
                value,
                label: t(`imports.what.${value}`),
              }))}
            />
            {have === "file" ? (
              <FileField
                file={file}
                onChange={(chosen) => {
                  setFile(chosen);
                  mended();
                }}
              />
            ) : (
              <Textarea
                label={t("imports.what.pasteLabel")}
                description={t("imports.what.pasteHint")}
                value={text}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  mended();
                }}
                autosize
                minRows={7}
                maxRows={16}
                spellCheck={false}
              />
            )}
            <SearchSelect
              label={t("imports.what.classroom")}
              description={t("imports.what.classroomHint")}
              placeholder={role === "admin" ? t("imports.what.classroomNone") : undefined}
              value={classroom}
              onChange={(chosen) => {
                setClassroom(chosen);
                mended();
              }}
              useOptions={useClassroomOptions}
              clearable
              error={explainField(problem, "/classroom_id")}
            />
            {missing ? <p role="alert">{t("imports.what.nothing")}</p> : null}
            <Refusal problem={problem} />
            <div className={styles.actions}>
              <Button busy={busy} onClick={next}>
                {t("imports.what.next")}
              </Button>
            </div>
          </div>
        </Panel>
      </div>
    </>
  );
}

function useSend() {
  const { id, slug } = useOrganization();
  const navigate = useNavigate();
  const run = useAction();
  const { submit, ...state } = useSubmit(
    async (list: Blob, file_name: string, classroom: Option | null) => {
      const about = { file_name, classroom_id: classroom?.value };
      const made = await run({ ...about, size: list.size }, (key) =>
        importActions(id).send(list, about, key),
      );
      await navigate({
        to: "/o/$organization/imports/$import",
        params: { organization: slug, import: made.id },
      });
    },
  );
  return { ...state, send: submit };
}
