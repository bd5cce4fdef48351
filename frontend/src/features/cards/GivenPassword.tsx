import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import type { GivenPassword as Given, NewCard } from "@/api/types";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { useCopy } from "@/ui/useCopy";
import { Refusal } from "@/ui/work/FormDialog";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { CardSheet } from "./CardSheet";
import { CardsWindow } from "./CardsDialog";
import styles from "./GivenPassword.module.css";
import { cardActions } from "./queries";

interface Props {
  title: string;
  studentId: string;
  given: Given;
  onClose: () => void;
}

/** A password that is shown once, to be written down; from here the card is one click away. */
export function GivenPassword({ title, studentId, given, onClose }: Props) {
  const t = useT();
  const [cards, setCards] = useState<NewCard[] | null>(null);
  return (
    <CardsWindow title={cards ? t("cards.sheet.title") : title} onClose={onClose}>
      {cards ? (
        <CardSheet cards={cards} onClose={onClose} />
      ) : (
        <div className={styles.window}>
          <Once given={given} />
          <Next studentId={studentId} onMade={setCards} onClose={onClose} />
        </div>
      )}
    </CardsWindow>
  );
}

function Once({ given }: { given: Given }) {
  const t = useT();
  const { username, password } = given;
  const { copied, copy } = useCopy(`${username}\n${password}`);
  return (
    <>
      <p className={styles.soft}>{t("cards.given.once")}</p>
      <dl className={styles.given}>
        <dt>{t("cards.panel.username")}</dt>
        <dd translate="no">{username}</dd>
        <dt>{t("cards.given.password")}</dt>
        <dd translate="no">{password}</dd>
      </dl>
      <Button kind="quiet" onClick={() => void copy()}>
        {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
        {t(copied ? "cards.given.copied" : "cards.given.copy")}
      </Button>
    </>
  );
}

function Next(props: {
  studentId: string;
  onMade: (cards: NewCard[]) => void;
  onClose: () => void;
}) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const { busy, problem, submit } = useSubmit(async () => {
    props.onMade(await cardActions(id).make([props.studentId]));
    refresh();
  });
  return (
    <>
      <Refusal problem={problem} />
      <div className={styles.buttons}>
        <Button kind="quiet" onClick={props.onClose}>
          {t("cards.given.done")}
        </Button>
        <Button busy={busy} onClick={() => void submit()}>
          {t("cards.given.card")}
        </Button>
      </div>
    </>
  );
}
