import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { Code } from "@/api/types";
import { useT } from "@/i18n/context";
import { type Option, SearchSelect } from "@/ui/work/SearchSelect";
import { useOrganization } from "../organizations/context";
import { codesQuery } from "./queries";

interface Props {
  code: Code;
  value: Option | null;
  onChange: (value: Option | null) => void;
  error?: string | null;
}

/** To which code an old text leads from now on. */
export function SuccessorField({ code, value, onChange, error }: Props) {
  const t = useT();
  const { id } = useOrganization();
  const useCodes = (search: string): Option[] => {
    const query = useInfiniteQuery(codesQuery(id, { q: search }));
    const others = itemsOf(query.data).filter((each) => each.id !== code.id);
    return others.map((each) => ({ value: each.id, label: each.code }));
  };
  return (
    <SearchSelect
      label={t("codeLife.successor.label")}
      description={t("codeLife.successor.hint", { code: code.code })}
      placeholder={t("codeLife.successor.none")}
      value={value}
      onChange={onChange}
      useOptions={useCodes}
      clearable
      error={error}
    />
  );
}
