import { useT } from "@/i18n/context";
import { Rich } from "@/ui/work/Rich";
import styles from "./CodeDialog.module.css";
import type { Exposure } from "./exposure";

interface Props {
  /** Null where the reader may not see the organization's seats. */
  exposure: Exposure | null;
  /** There is a limit already. */
  limited: boolean;
  /** A domain rule keeps strangers out. */
  ownPeople: boolean;
  /** Staff look at everybody first. */
  approved: boolean;
}

/** How many seats a leaked code could cost, why so many, and how to bring that down. */
export function ExposureLine({ exposure, limited, ownPeople, approved }: Props) {
  const t = useT();
  const count = exposure?.seats ?? 0;
  if (approved) return <Frame main={t("codes.exposure.approval")} />;
  const main = !exposure
    ? t("codes.exposure.unknown")
    : count === 0
      ? t("codes.exposure.none")
      : t(ownPeople ? "codes.exposure.domainSeats" : "codes.exposure.seats", { count });
  const why = exposure ? t(`codes.exposure.${exposure.limited_by}`) : "";
  const lower = !limited ? "lowerCap" : ownPeople ? "lowerOwn" : "lowerMore";
  const how = count > 0 ? t(`codes.exposure.${lower}`) : "";
  return <Frame main={main} more={[why, how].filter(Boolean).join(" ")} />;
}

function Frame({ main, more }: { main: string; more?: string }) {
  const t = useT();
  return (
    <section className={styles.exposure}>
      <h3>{t("codes.exposure.title")}</h3>
      <p>
        <Rich text={main} />
      </p>
      {more ? <p>{more}</p> : null}
    </section>
  );
}
