import styles from "./Logo.module.css";

/** The house on its ticket, and the name. */
export function Logo({ name = true }: { name?: boolean }) {
  return (
    <span className={styles.logo}>
      <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
        <path
          fill="#f5b82e"
          d="M4 7h24a1.5 1.5 0 0 1 1.5 1.5V13a3 3 0 0 0 0 6v4.5A1.5 1.5 0 0 1 28 25H4a1.5 1.5 0 0 1-1.5-1.5V19a3 3 0 0 0 0-6V8.5A1.5 1.5 0 0 1 4 7z"
        />
        <path
          fill="none"
          stroke="#0b5f5a"
          strokeWidth="2.6"
          strokeLinecap="round"
          strokeLinejoin="round"
          d="M10 21v-7l5.5-3.5L21 14v7"
        />
      </svg>
      <span className={name ? undefined : "visually-hidden"}>Homeroom</span>
    </span>
  );
}
