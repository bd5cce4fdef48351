/** Hands a drawing of the page to the reader as a file. */
export function saveSvg(drawing: SVGElement | null, name: string) {
  if (!drawing) return;
  const text = new XMLSerializer().serializeToString(drawing);
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.svg`;
  link.click();
  URL.revokeObjectURL(url);
}
