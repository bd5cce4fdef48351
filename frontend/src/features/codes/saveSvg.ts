import { saveFile } from "@/lib/saveFile";

/** Hands a drawing of the page to the reader as a file. */
export function saveSvg(drawing: SVGElement | null, name: string) {
  if (!drawing) return;
  const text = new XMLSerializer().serializeToString(drawing);
  saveFile(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
}
