export type Paper = "letter" | "a4";

/** North America and its neighbors print on Letter, everybody else on A4. */
const LETTER = ["US", "CA", "MX", "PR", "CL", "CO", "CR", "DO", "GT", "NI", "PA", "PH", "SV", "VE"];

/** The paper that is most likely in the printer, by the browser's region. */
export function usualPaper(language: string = navigator.language): Paper {
  const region = new Intl.Locale(language).maximize().region ?? "";
  return LETTER.includes(region) ? "letter" : "a4";
}
