import { IconCheck } from "@tabler/icons-react";
import { useLightT } from "@/i18n/context";
import styles from "./Ticket.module.css";
import { useCopy } from "./useCopy";

export type TicketState =
  | "active"
  | "open"
  | "closed"
  | "scheduled"
  | "paused"
  | "outside-window"
  | "expired"
  | "exhausted"
  | "deleted"
  | "joined"
  | "waiting";

interface Props {
  code: string;
  /** The stub; without one the ticket is plain paper. */
  state?: TicketState;
  size?: "small" | "medium" | "large";
  /** What a tap copies: the code itself unless said otherwise. `false`: a tap does nothing. */
  copies?: string | false;
  /** Draws the stamp coming down, once: the moment a code was redeemed. */
  stamped?: boolean;
}

/** From how many letters on large ones are too large. */
const LONG = 19;

/** A code, wherever it appears: large letters on a paper ticket, its state on the stub. */
export function Ticket({ code, state, size = "medium", copies, stamped }: Props) {
  const body = <TicketBody code={code} state={state} stamped={stamped} />;
  const t = useLightT();
  // Paper and stub together keep to one line on most pages.
  const long = code.length + (state ? t(`ui.ticket.${state}`).length : 0) >= LONG;
  const className = [
    styles.ticket,
    styles[size],
    state ? styles[state] : "",
    long ? styles.long : "",
  ].join(" ");
  if (copies === false) {
    return (
      <span className={className} data-static>
        {body}
      </span>
    );
  }
  return <CopyTicket className={className} code={code} text={copies ?? code} state={state} />;
}

function CopyTicket(props: { className: string; code: string; text: string; state?: TicketState }) {
  const t = useLightT();
  const { copied, copy } = useCopy(props.text);
  return (
    <button
      type="button"
      className={props.className}
      onClick={(event) => {
        // In a table the row is a link; copying is not opening.
        event.stopPropagation();
        void copy();
      }}
      title={t("ui.copy", { what: props.text })}
    >
      <span className="visually-hidden">{t("ui.copy", { what: props.text })}</span>
      <TicketBody code={props.code} state={props.state} copied={copied} />
    </button>
  );
}

function TicketBody(props: {
  code: string;
  state?: TicketState;
  copied?: boolean;
  stamped?: boolean;
}) {
  const t = useLightT();
  const { code, state, copied, stamped } = props;
  return (
    <>
      <span className={styles.letters} translate="no">
        {code}
        {copied && !state ? <CopiedMark /> : null}
        {stamped ? <span className={styles.stamp} aria-hidden="true" /> : null}
      </span>
      {state ? (
        <span className={styles.stub}>{copied ? <CopiedMark /> : t(`ui.ticket.${state}`)}</span>
      ) : null}
    </>
  );
}

function CopiedMark() {
  const t = useLightT();
  return (
    <span className={styles.copied} aria-hidden="true">
      <IconCheck size="1.1em" stroke={3} />
      {t("ui.copied")}
    </span>
  );
}
