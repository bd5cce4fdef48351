import { useState } from "react";
import type { CardOwner, NewCard } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { CheckList } from "@/ui/work/CheckList";
import { Refusal } from "@/ui/work/FormDialog";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./ChooseOwners.module.css";
import { cardActions } from "./queries";

interface Props {
  owners: CardOwner[];
  /** There are more than fit into one printing. */
  more: boolean;
  onMade: (cards: NewCard[]) => void;
}

/** Who gets a card; who has none is chosen to begin with. What stops working is said before the click. */
export function ChooseOwners({ owners, more, onMade }: Props) {
  const t = useT();
  const format = useFormat();
  const { id, time_zone } = useOrganization();
  const refresh = useRefresh();
  const without = owners.filter((owner) => !owner.card);
  const [chosen, setChosen] = useState(ids(without.length > 0 ? without : owners));
  const replaced = owners.filter((owner) => owner.card && chosen.includes(owner.student_id)).length;
  const { busy, problem, submit } = useSubmit(async () => {
    onMade(await cardActions(id).make(owners.map(idOf).filter((each) => chosen.includes(each))));
    refresh();
  });
  const cardOf = ({ card }: CardOwner) =>
    card ? t("cards.hasCard", { when: format.dateIn(card.issued_at, time_zone) }) : "";
  return (
    <div className={styles.window}>
      <p className={styles.soft}>{t("cards.text")}</p>
      <div className={styles.quick}>
        <Button kind="quiet" onClick={() => setChosen(ids(owners))}>
          {t("cards.all", { count: owners.length })}
        </Button>
        {without.length > 0 && without.length < owners.length ? (
          <Button kind="quiet" onClick={() => setChosen(ids(without))}>
            {t("cards.withoutCard", { count: without.length })}
          </Button>
        ) : null}
        <Button kind="quiet" onClick={() => setChosen([])}>
          {t("cards.none")}
        </Button>
      </div>
      {more ? <p className={styles.soft}>{t("cards.most")}</p> : null}
      <CheckList
        label={t("cards.list")}
        hideLabel
        options={owners.map((owner) => ({
          value: owner.student_id,
          label: owner.display_name,
          note: [owner.username, cardOf(owner)].filter(Boolean).join(" · "),
        }))}
        value={chosen}
        onChange={setChosen}
      />
      <Refusal problem={problem} />
      <div className={styles.footer}>
        <p className={styles.soft} role="status">
          {chosen.length === 0 ? t("cards.choose") : null}
          {replaced > 0 ? t("cards.replaces", { count: replaced }) : null}
        </p>
        <Button busy={busy} disabled={chosen.length === 0} onClick={() => void submit()}>
          {t("cards.make", { count: chosen.length })}
        </Button>
      </div>
    </div>
  );
}

const idOf = (owner: CardOwner) => owner.student_id;
const ids = (owners: CardOwner[]) => owners.map(idOf);
