/** Says something to a screen reader without moving anybody's focus. */
let region: HTMLElement | null = null;

export function announce(text: string) {
  if (!region?.isConnected) {
    region = document.createElement("div");
    region.setAttribute("role", "status");
    region.className = "visually-hidden";
    document.body.append(region);
  }
  // Emptied first, so that the same words said twice are heard twice.
  region.textContent = "";
  const target = region;
  setTimeout(() => {
    target.textContent = text;
  }, 50);
}
