import { Menu } from "@mantine/core";
import { IconCards, IconUserPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import type { Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { CardsDialog } from "../cards/CardsDialog";
import { cardOwnersQuery } from "../cards/queries";
import { useOrganization } from "../organizations/context";
import { AddStudentDialog } from "./AddStudentDialog";

/** Into a classroom by hand: somebody new, or somebody who is here; and the cards of who needs one. */
export function RosterActions({ room, onPick }: { room: Classroom; onPick: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const [opened, setOpened] = useState<"new" | "cards" | null>(null);
  const owners = itemsOf(useInfiniteQuery(cardOwnersQuery(id, { classroom_id: room.id })).data);
  const close = () => setOpened(null);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button kind="quiet">
            <IconUserPlus size={18} aria-hidden="true" />
            {t("admissions.open")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpened("new")}>{t("admissions.somebodyNew")}</Menu.Item>
          <Menu.Item onClick={onPick}>{t("admissions.fromHere")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {owners.length > 0 ? (
        <Button kind="quiet" onClick={() => setOpened("cards")}>
          <IconCards size={18} aria-hidden="true" />
          {t("cards.open")}
        </Button>
      ) : null}
      {opened === "new" ? (
        <AddStudentDialog classroom={{ value: room.id, label: room.name }} onClose={close} />
      ) : null}
      {opened === "cards" ? (
        <CardsDialog whose={{ classroom_id: room.id }} onClose={close} />
      ) : null}
    </>
  );
}
