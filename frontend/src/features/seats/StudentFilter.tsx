import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useT } from "@/i18n/context";
import { SearchSelect } from "@/ui/work/SearchSelect";
import { useOrganization } from "../organizations/context";
import { studentQuery, useEveryStudentOption } from "../students/queries";

/** Whose seat the ledger is about; it stands in the address, so that a story can be handed on. */
export function StudentFilter({ student }: { student?: string }) {
  const t = useT();
  const { id, slug } = useOrganization();
  const navigate = useNavigate();
  const { data } = useQuery({ ...studentQuery(id, student ?? ""), enabled: student !== undefined });
  const chosen = student && data ? { value: student, label: data.display_name } : null;
  return (
    <SearchSelect
      label={t("seats.ledger.student")}
      hideLabel
      value={chosen}
      onChange={(option) =>
        void navigate({
          to: "/o/$organization/seats",
          params: { organization: slug },
          search: option ? { student: option.value } : {},
          resetScroll: false,
          replace: true,
        })
      }
      useOptions={useEveryStudentOption}
      clearable
    />
  );
}
