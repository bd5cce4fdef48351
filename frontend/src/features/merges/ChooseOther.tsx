import { useT } from "@/i18n/context";
import { PickDialog } from "@/ui/work/PickDialog";
import type { Option } from "@/ui/work/SearchSelect";

/** Which other profile is the same person. Nothing is merged by choosing. */
export function ChooseOther(props: {
  name: string;
  useOptions: (search: string) => Option[];
  onChoose: (option: Option) => void;
  onClose: () => void;
}) {
  const { name, useOptions, onChoose, onClose } = props;
  const t = useT();
  return (
    <PickDialog
      title={t("merges.choose.title", { name })}
      label={t("merges.choose.label")}
      useOptions={useOptions}
      note={t("merges.choose.note")}
      submitLabel={t("merges.choose.submit")}
      missing={t("merges.choose.missing")}
      onClose={onClose}
      onPick={async (option) => onChoose(option)}
    />
  );
}
