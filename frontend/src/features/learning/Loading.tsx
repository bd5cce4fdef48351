import { useCourseT } from "@/i18n/context";
import { Skeleton } from "@/ui/Skeletons";
import { Frame } from "./Frame";
import styles from "./Loading.module.css";

/** The shape of a page of text. */
export function Loading() {
  const t = useCourseT();
  return (
    <Frame>
      <div className={styles.loading} role="status">
        <span className="visually-hidden">{t("ui.loading")}</span>
        <Skeleton width="40%" height="1.25rem" />
        <Skeleton width="80%" height="2.25rem" />
        <Skeleton height="5rem" />
        <Skeleton height="9rem" />
        <Skeleton height="5rem" />
      </div>
    </Frame>
  );
}
