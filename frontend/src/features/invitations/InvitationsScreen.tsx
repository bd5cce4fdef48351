import { Link } from "@tanstack/react-router";
import { useT } from "@/i18n/context";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { useOrganization } from "../organizations/context";
import { Invitations } from "./Invitations";

/** Every invitation that the reader may see, into classrooms and into the organization itself. */
export function InvitationsScreen() {
  const t = useT();
  const { slug } = useOrganization();
  return (
    <>
      <PageTitle title={t("invitations.title")} />
      <PageHeader
        title={t("invitations.title")}
        description={t("invitations.description")}
        above={
          <Link to="/o/$organization/students" params={{ organization: slug }}>
            {t("students.title")}
          </Link>
        }
      />
      <Invitations />
    </>
  );
}
