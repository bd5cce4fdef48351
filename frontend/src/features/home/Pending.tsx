import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { Redemption } from "@/api/types";
import { useT } from "@/i18n/context";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { Ticket } from "@/ui/Ticket";
import { myRedemptions } from "./queries";
import styles from "./screens.module.css";

/** Codes that were typed but wait for something; nothing at all when there are none. */
export function Pending() {
  const t = useT();
  const query = useInfiniteQuery(myRedemptions());
  const waiting = itemsOf(query.data).filter((each) => each.status.startsWith("pending"));
  if (waiting.length === 0) return null;
  const email = waiting.some((each) => each.status === "pending_email");
  return (
    <section className={styles.section}>
      <h2>{t("home.waiting")}</h2>
      <ul className={styles.waiting}>
        {waiting.map((each) => (
          <Waiting key={each.id} redemption={each} />
        ))}
      </ul>
      {email ? (
        <div>
          <RouterLinkButton to="/verify">{t("home.verify")}</RouterLinkButton>
        </div>
      ) : null}
    </section>
  );
}

function Waiting({ redemption }: { redemption: Redemption }) {
  const t = useT();
  const { status, classroom, organization } = redemption;
  return (
    <li>
      <Ticket code={redemption.code} state="waiting" size="small" copies={false} />
      <span>
        <strong>{classroom?.name ?? organization.name}</strong>
        <br />
        {t(status === "pending_email" ? "home.verifyToJoin" : "home.staffLook")}
      </span>
    </li>
  );
}
