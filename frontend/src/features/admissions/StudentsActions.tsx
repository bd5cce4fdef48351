import { IconCards, IconUserPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { CardsDialog } from "../cards/CardsDialog";
import { cardOwnersQuery } from "../cards/queries";
import { useOrganization } from "../organizations/context";
import { AddStudentDialog } from "./AddStudentDialog";

/** What the page of all students begins with: one more by hand, and the cards of who needs one. */
export function StudentsActions() {
  const t = useT();
  const { id, slug } = useOrganization();
  const [opened, setOpened] = useState<"new" | "cards" | null>(null);
  const owners = itemsOf(useInfiniteQuery(cardOwnersQuery(id)).data);
  const close = () => setOpened(null);
  return (
    <>
      <RouterLinkButton
        kind="quiet"
        to="/o/$organization/invitations"
        params={{ organization: slug }}
      >
        {t("invitations.title")}
      </RouterLinkButton>
      <RouterLinkButton kind="quiet" to="/o/$organization/imports" params={{ organization: slug }}>
        {t("imports.enter")}
      </RouterLinkButton>
      {owners.length > 0 ? (
        <Button kind="quiet" onClick={() => setOpened("cards")}>
          <IconCards size={18} aria-hidden="true" />
          {t("cards.open")}
        </Button>
      ) : null}
      <Button onClick={() => setOpened("new")}>
        <IconUserPlus size={18} aria-hidden="true" />
        {t("admissions.open")}
      </Button>
      {opened === "new" ? <AddStudentDialog onClose={close} /> : null}
      {opened === "cards" ? <CardsDialog onClose={close} /> : null}
    </>
  );
}
