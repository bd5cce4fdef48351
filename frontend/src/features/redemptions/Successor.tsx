import { useLightT } from "@/i18n/context";
import { joinPath } from "@/lib/codeText";
import { ButtonLink } from "@/ui/plain/Button";
import { Ticket } from "@/ui/Ticket";
import styles from "./Outcome.module.css";

/** The code that took the place of an old one, and the one way on. */
export function Successor({ code }: { code: string }) {
  const t = useLightT();
  return (
    <div className={styles.successor}>
      <Ticket code={code} copies={false} />
      <ButtonLink href={joinPath(code)}>{t("redemptions.useInstead", { code })}</ButtonLink>
    </div>
  );
}
