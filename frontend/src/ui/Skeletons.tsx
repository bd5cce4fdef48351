import { useLightT } from "@/i18n/context";
import styles from "./Skeletons.module.css";

/** The shape of what is coming. Appears after a moment, so that fast answers never flicker. */
export function Skeleton(props: { width?: string; height?: string; radius?: string }) {
  const { width = "100%", height = "1rem", radius } = props;
  return <span className={styles.skeleton} style={{ width, height, borderRadius: radius }} />;
}

/** A page's title and a few lines or rows. */
export function PageSkeleton({ rows = 5 }: { rows?: number }) {
  const t = useLightT();
  return (
    <div className={styles.page} role="status">
      <span className="visually-hidden">{t("ui.loading")}</span>
      <Skeleton width="12rem" height="2rem" />
      <RowsSkeleton rows={rows} />
    </div>
  );
}

export function RowsSkeleton({ rows = 5 }: { rows?: number }) {
  return (
    <span className={styles.rows} aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical rows without an identity
        <Skeleton key={index} height="3rem" />
      ))}
    </span>
  );
}
