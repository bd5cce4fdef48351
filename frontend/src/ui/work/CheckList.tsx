import styles from "./CheckList.module.css";

export interface CheckOption {
  value: string;
  label: string;
  note?: string;
}

interface Props {
  label: string;
  /** Said already by what stands above. */
  hideLabel?: boolean;
  hint?: string;
  options: CheckOption[];
  value: string[];
  onChange: (value: string[]) => void;
}

/** Several things of which any number may be chosen, in their own scrolling box when they are many. */
export function CheckList({ label, hideLabel, hint, options, value, onChange }: Props) {
  const toggle = (option: string, on: boolean) =>
    onChange(on ? [...value, option] : value.filter((each) => each !== option));
  return (
    <fieldset className={styles.list}>
      <legend className={hideLabel ? "visually-hidden" : undefined}>{label}</legend>
      {hint ? <p className={styles.hint}>{hint}</p> : null}
      {options.length > 0 ? (
        <div className={styles.options}>
          {options.map((option) => (
            <label key={option.value}>
              <input
                type="checkbox"
                checked={value.includes(option.value)}
                onChange={(event) => toggle(option.value, event.currentTarget.checked)}
              />
              <span className={styles.text}>
                {option.label}
                {option.note ? <small>{option.note}</small> : null}
              </span>
            </label>
          ))}
        </div>
      ) : null}
    </fieldset>
  );
}
