/** A letter as the server's search takes it: without its accent, in lower case. */
function plain(letter: string): string {
  return letter
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace("ß", "ss")
    .replace("ł", "l")
    .replace("ø", "o")
    .replace("đ", "d");
}

const BETWEEN = /[^\p{L}\p{N}]+/gu;

/** The words somebody typed, as they are compared. */
export const wordsOf = (typed: string): string[] =>
  [...typed.replace(/['’ʼ`]/g, "")].map(plain).join("").split(BETWEEN).filter(Boolean);

/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  text: string;
  found: boolean;
}

/** Cuts a text where words begin as the typed ones do, whatever their case and accents. */
export function piecesOf(text: string, typed: string): Piece[] {
  const words = wordsOf(typed);
  const letters = [...text];
  const folded = letters.map(plain);
  const pieces: Piece[] = [];
  const add = (piece: string, found: boolean) => {
    const last = pieces.at(-1);
    if (last && last.found === found) last.text += piece;
    else pieces.push({ text: piece, found });
  };
  for (let at = 0; at < letters.length; ) {
    const begins = at === 0 || /[^\p{L}\p{N}]/u.test(letters[at - 1] ?? "");
    const length = begins ? longest(folded, at, words) : 0;
    add(letters.slice(at, at + Math.max(length, 1)).join(""), length > 0);
    at += Math.max(length, 1);
  }
  return pieces;
}

/** How many letters from here on are the beginning that one of the words asks for. */
function longest(folded: string[], from: number, words: string[]): number {
  let best = 0;
  for (const word of words) {
    let read = "";
    let to = from;
    while (to < folded.length && read.length < word.length) {
      const letter = folded[to] ?? "";
      read += /['’ʼ`]/.test(letter) ? "" : letter;
      to += 1;
    }
    if (read === word) best = Math.max(best, to - from);
  }
  return best;
}
