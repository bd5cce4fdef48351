import type { Import, ImportLine } from "@/api/types";
import { useT } from "@/i18n/context";
import type { Column } from "@/ui/DataTable";
import { Tag } from "@/ui/work/Tag";
import { Answer } from "./Answer";
import { REFUSALS } from "./figures";
import styles from "./imports.module.css";

/** A row as a person reads it: who, where, and what happens. */
export function useRowColumns(list: Import): Column<ImportLine>[] {
  const t = useT();
  return [
    {
      key: "line",
      header: t("imports.rows.line"),
      align: "end",
      width: "4rem",
      from: "tablet",
      render: (row) => row.number,
    },
    {
      key: "who",
      header: t("imports.rows.who"),
      render: (row) => (
        <span className={styles.two}>
          <strong>{row.name || row.email || row.username || t("imports.rows.noName")}</strong>
          <span className={styles.faint}>{row.name ? row.email || row.username : null}</span>
        </span>
      ),
    },
    {
      key: "where",
      header: t("imports.rows.where"),
      from: "tablet",
      render: (row) =>
        row.classroom
          ? row.classroom.id
            ? row.classroom.name
            : t("imports.rows.madeNew", { name: row.classroom.name })
          : null,
    },
    {
      key: "what",
      header: t("imports.rows.what"),
      render: (row) => <What list={list} row={row} />,
    },
  ];
}

const GOOD = ["new", "registered", "joined", "joins", "here", "staff"];

function What({ list, row }: { list: Import; row: ImportLine }) {
  const t = useT();
  const why = useWhy()(row);
  const name = row.result ?? row.outcome;
  const label = row.result
    ? t(`imports.result.${row.result}`)
    : row.outcome
      ? t(`imports.outcome.${row.outcome}`)
      : "";
  return (
    <span className={styles.two}>
      <span>
        <Tag kind={name && GOOD.includes(name) ? "good" : "warn"}>{label}</Tag>
      </span>
      {why ? <span className={styles.faint}>{why}</span> : null}
      <Answer list={list} row={row} />
    </span>
  );
}

const LIKENESSES = [
  "same-address",
  "same-name-and-domain",
  "same-name-and-classroom",
  "same-name",
] as const;
const REASONS = [
  "username",
  "other-username",
  "earlier-row",
  "same-person",
  "no-at",
  "two-addresses",
  "blank-inside",
  "nothing-before-at",
  "domain-incomplete",
  "characters",
  "ambiguous",
] as const;
const OUTCOMES = ["classroom-needed", "teacher", "blocked"] as const;

/** The reason in a sentence, where there is more to say than what happens. */
function useWhy() {
  const t = useT();
  return (row: ImportLine): string => {
    const outcome = row.outcome ? t(`imports.outcome.${row.outcome}`) : "";
    const refusal = REFUSALS.find((each) => row.result === "refused" && each === row.result_reason);
    if (refusal) return t(`imports.refused.${refusal}`);
    const likeness = LIKENESSES.find((each) => each === row.reason);
    const reason = REASONS.find((each) => each === row.reason);
    const general = OUTCOMES.find((each) => each === row.outcome);
    const because = likeness
      ? t(`imports.alike.${likeness}`, { who: whoOf(row, t) })
      : reason
        ? t(`imports.why.${reason}`)
        : general
          ? t(`imports.why.${general}`)
          : "";
    return [row.result === "left-out" ? `${outcome}.` : "", because].filter(Boolean).join(" ");
  };
}

function whoOf(row: ImportLine, t: ReturnType<typeof useT>): string {
  const { name, email, number } = row.alike ?? { name: null, email: null, number: null };
  const who = [name, email ? `(${email})` : ""].filter(Boolean).join(" ");
  const place = number === null ? "" : t("imports.alike.row", { number });
  return [who, place].filter(Boolean).join(", ") || t("imports.alike.somebody");
}
