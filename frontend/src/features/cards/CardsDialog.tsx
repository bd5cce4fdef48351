import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import type { NewCard } from "@/api/types";
import { useT } from "@/i18n/context";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { RowsSkeleton } from "@/ui/Skeletons";
import { useOrganization } from "../organizations/context";
import { CardSheet } from "./CardSheet";
import { ChooseOwners } from "./ChooseOwners";
import { cardOwnersQuery, type Whose } from "./queries";

interface Props {
  /** Only these; nothing said: all within reach. */
  whose?: Whose;
  onClose: () => void;
}

/** Who gets a card, then the cards to print. */
export function CardsDialog({ whose, onClose }: Props) {
  const t = useT();
  const [cards, setCards] = useState<NewCard[] | null>(null);
  return (
    <CardsWindow title={t(cards ? "cards.sheet.title" : "cards.title")} onClose={onClose}>
      {cards ? (
        <CardSheet cards={cards} onClose={onClose} />
      ) : (
        <Owners whose={whose} onMade={setCards} />
      )}
    </CardsWindow>
  );
}

export function CardsWindow(props: {
  title: string;
  onClose: () => void;
  children: React.ReactNode;
}) {
  const t = useT();
  const phone = useMediaQuery("(max-width: 36em)");
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size={820}
      fullScreen={phone}
      // A slip of the mouse must not throw away what is shown only once.
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("ui.close") }}
    >
      {props.children}
    </Modal>
  );
}

function Owners(props: { whose?: Whose; onMade: (cards: NewCard[]) => void }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery(cardOwnersQuery(id, props.whose));
  if (query.isPending) return <RowsSkeleton />;
  if (query.isError && !query.data) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  const owners = itemsOf(query.data);
  if (owners.length === 0) {
    return <EmptyState title={t("cards.empty")} text={t("cards.emptyText")} />;
  }
  return <ChooseOwners owners={owners} more={query.hasNextPage} onMade={props.onMade} />;
}
