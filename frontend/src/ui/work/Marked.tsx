import { piecesOf } from "@/lib/matching";
import styles from "./Marked.module.css";

/** A text with what was looked for standing out; an address may break before its @. */
export function Marked({ text, typed }: { text: string; typed: string }) {
  const at = text.lastIndexOf("@");
  if (at > 0) {
    return (
      <>
        <Pieces text={text.slice(0, at)} typed={typed} />
        <wbr />
        <Pieces text={text.slice(at)} typed={typed} />
      </>
    );
  }
  return <Pieces text={text} typed={typed} />;
}

function Pieces({ text, typed }: { text: string; typed: string }) {
  let at = 0;
  return piecesOf(text, typed).map((piece) => {
    at += piece.text.length;
    return piece.found ? (
      <mark key={at} className={styles.mark}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    );
  });
}
