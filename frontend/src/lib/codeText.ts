/** The page on which anybody can join with what somebody typed. */
export const joinPath = (typed: string): string => `/join/${encodeURIComponent(codeText(typed))}`;

/**
 * A code as it is written on its ticket, from what somebody typed: case, spaces, underscores and
 * all kinds of dashes do not matter. Only for showing and for the address; the server decides.
 */
export function codeText(typed: string): string {
  return typed
    .trim()
    .toUpperCase()
    .replace(/[\s_\u00ad\u2010-\u2015\u2212-]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
