import { useLightT } from "@/i18n/context";
import { codeText } from "@/lib/codeText";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeletons";
import { PublicPage } from "../accounts/PublicPage";
import { Closed } from "./Closed";
import styles from "./JoinPage.module.css";
import { Offer } from "./Offer";
import { useOffer } from "./useOffer";

/** What a join link opens: what one joins, one form, one button. */
export function JoinPage({ code }: { code: string }) {
  const [offer, reload] = useOffer(code);
  if (offer.status === "open") return <Offer lookup={offer.lookup} onReload={reload} />;
  return (
    <PublicPage>
      {offer.status === "loading" ? <Loading /> : null}
      {offer.status === "closed" && isOutage(offer.problem.status) ? (
        <ErrorState page error={offer.problem} onRetry={reload} />
      ) : null}
      {offer.status === "closed" && !isOutage(offer.problem.status) ? (
        <Closed code={codeText(code)} problem={offer.problem} onRetry={reload} />
      ) : null}
    </PublicPage>
  );
}

/** Nothing is known about the code then: only about the connection or the server. */
const isOutage = (status: number) => status === 0 || status >= 500;

function Loading() {
  const t = useLightT();
  return (
    <div className={styles.loading} role="status">
      <span className="visually-hidden">{t("ui.loading")}</span>
      <Skeleton width="16rem" height="3.5rem" />
      <Skeleton width="80%" height="2rem" />
      <Skeleton height="18rem" radius="10px" />
    </div>
  );
}
