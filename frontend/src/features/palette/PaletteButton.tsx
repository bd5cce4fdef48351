import { spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useT } from "@/i18n/context";
import styles from "./PaletteButton.module.css";

/** Opens the palette, and says by which keys it opens too. */
export function PaletteButton() {
  const t = useT();
  return (
    <button type="button" className={styles.button} onClick={() => spotlight.open()}>
      <IconSearch size={18} aria-hidden="true" />
      <span className={styles.label}>{t("palette.open")}</span>
      <kbd className={styles.keys}>{t("palette.keys")}</kbd>
    </button>
  );
}
