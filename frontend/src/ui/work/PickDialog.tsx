import { type ReactNode, useState } from "react";
import { useSubmit } from "@/lib/useSubmit";
import { FormDialog } from "./FormDialog";
import { type Option, SearchSelect } from "./SearchSelect";

interface Props {
  title: string;
  label: string;
  description?: string;
  useOptions: (search: string) => Option[];
  /** What choosing will do, before the click. */
  note: ReactNode;
  submitLabel: string;
  /** Said when nothing was chosen. */
  missing: string;
  /** The window closes when this succeeds. */
  onPick: (chosen: Option) => Promise<unknown>;
  onClose: () => void;
}

/** A window in which one thing is chosen. */
export function PickDialog(props: Props) {
  const { title, label, description, useOptions, note, submitLabel, missing, onPick, onClose } =
    props;
  const [chosen, setChosen] = useState<Option | null>(null);
  const [tried, setTried] = useState(false);
  const { busy, problem, submit } = useSubmit(async (option: Option) => {
    await onPick(option);
    onClose();
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={title}
      submitLabel={submitLabel}
      busy={busy}
      problem={problem}
      onSubmit={() => (chosen ? void submit(chosen) : setTried(true))}
    >
      <SearchSelect
        label={label}
        description={description}
        value={chosen}
        onChange={setChosen}
        useOptions={useOptions}
        error={tried && !chosen ? missing : null}
      />
      <p>{note}</p>
    </FormDialog>
  );
}
