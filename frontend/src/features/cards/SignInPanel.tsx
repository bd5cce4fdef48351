import { IconCards, IconKey } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import type { CardOwner, GivenPassword as Given, NewCard, StudentDetail } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { Refusal } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { CardSheet } from "./CardSheet";
import { CardsWindow } from "./CardsDialog";
import { GivenPassword } from "./GivenPassword";
import { cardActions, cardOwnerQuery } from "./queries";
import styles from "./SignInPanel.module.css";

/** How a student without an email gets in, and what staff do when they cannot. */
export function SignInPanel({ student }: { student: StudentDetail }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery(cardOwnerQuery(id, student.id));
  const owner = itemsOf(query.data)[0];
  if (owner) return <Kept owner={owner} />;
  if (!query.data || student.email_verified) return null;
  return (
    <Panel title={t("cards.panel.title")}>
      <div className={styles.panel}>
        <Username name={student.username ?? ""} />
        <p className={styles.faint}>{t("cards.panel.elsewhere")}</p>
      </div>
    </Panel>
  );
}

function Username({ name }: { name: string }) {
  const t = useT();
  return (
    <div>
      {t("cards.panel.username")}{" "}
      <b className={styles.username} translate="no">
        {name}
      </b>
    </div>
  );
}

function Kept({ owner }: { owner: CardOwner }) {
  const t = useT();
  const [asks, setAsks] = useState<"reset" | "revoke" | null>(null);
  const [given, setGiven] = useState<Given | null>(null);
  const [cards, setCards] = useState<NewCard[] | null>(null);
  const close = () => setAsks(null);
  return (
    <Panel title={t("cards.panel.title")}>
      <div className={styles.panel}>
        <Facts owner={owner} />
        <Ways owner={owner} onAsk={setAsks} onMade={setCards} />
      </div>
      <Reset owner={owner} opened={asks === "reset"} onClose={close} onGiven={setGiven} />
      <Revoke owner={owner} opened={asks === "revoke"} onClose={close} />
      {given ? (
        <GivenPassword
          title={t("cards.given.title", { name: owner.display_name })}
          studentId={owner.student_id}
          given={given}
          onClose={() => setGiven(null)}
        />
      ) : null}
      {cards ? (
        <CardsWindow title={t("cards.sheet.title")} onClose={() => setCards(null)}>
          <CardSheet cards={cards} onClose={() => setCards(null)} />
        </CardsWindow>
      ) : null}
    </Panel>
  );
}

function Facts({ owner }: { owner: CardOwner }) {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  const { card } = owner;
  const when = (instant: string) => format.dateIn(instant, time_zone);
  const used = card?.last_used_at
    ? t("cards.panel.used", { when: when(card.last_used_at) })
    : t("cards.panel.unused");
  return (
    <div>
      <Username name={owner.username} />
      <div className={styles.faint}>
        {card
          ? `${t("cards.panel.card", { when: when(card.issued_at) })}, ${used}`
          : t("cards.panel.noCard")}
      </div>
    </div>
  );
}

function Ways(props: {
  owner: CardOwner;
  onAsk: (what: "reset" | "revoke") => void;
  onMade: (cards: NewCard[]) => void;
}) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const { owner, onAsk, onMade } = props;
  const { busy, problem, submit } = useSubmit(async () => {
    onMade(await cardActions(id).make([owner.student_id]));
    refresh();
  });
  return (
    <>
      <div className={styles.buttons}>
        <Button kind="quiet" busy={busy} onClick={() => void submit()}>
          <IconCards size={18} aria-hidden="true" />
          {t(owner.card ? "cards.panel.replace" : "cards.panel.make")}
        </Button>
        <Button kind="quiet" onClick={() => onAsk("reset")}>
          <IconKey size={18} aria-hidden="true" />
          {t("cards.panel.reset")}
        </Button>
        {owner.card ? (
          <Button kind="plain" onClick={() => onAsk("revoke")}>
            {t("cards.panel.revoke")}
          </Button>
        ) : null}
      </div>
      {owner.card ? <p className={styles.faint}>{t("cards.replacesOne")}</p> : null}
      <Refusal problem={problem} />
    </>
  );
}

interface Asked {
  owner: CardOwner;
  opened: boolean;
  onClose: () => void;
}

function Reset({ owner, opened, onClose, onGiven }: Asked & { onGiven: (given: Given) => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const name = owner.display_name;
  return (
    <ConfirmLoss
      opened={opened}
      onClose={onClose}
      title={t("cards.reset.title", { name })}
      confirmLabel={t("cards.reset.submit")}
      onConfirm={async () => {
        onGiven(await cardActions(id).resetPassword(owner.student_id));
        refresh();
      }}
    >
      <p>{t("cards.reset.text", { name })}</p>
    </ConfirmLoss>
  );
}

function Revoke({ owner, opened, onClose }: Asked) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const name = owner.display_name;
  return (
    <ConfirmLoss
      opened={opened}
      onClose={onClose}
      title={t("cards.revoke.title", { name })}
      confirmLabel={t("cards.revoke.submit")}
      onConfirm={async () => {
        await cardActions(id).revoke(owner.student_id);
        notifyDone(t("cards.revoke.done", { name }));
        refresh();
      }}
    >
      <p>{t("cards.revoke.text")}</p>
    </ConfirmLoss>
  );
}
