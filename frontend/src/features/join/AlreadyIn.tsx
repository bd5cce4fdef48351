import { useLightT } from "@/i18n/context";
import { ButtonLink } from "@/ui/plain/Button";
import styles from "./JoinPage.module.css";

export function AlreadyIn({ name }: { name: string }) {
  const t = useLightT();
  return (
    <div className={styles.form}>
      <h2>{t("join.alreadyIn", { name })}</h2>
      <ButtonLink wide href="/home">
        {t("redemptions.home")}
      </ButtonLink>
    </div>
  );
}
