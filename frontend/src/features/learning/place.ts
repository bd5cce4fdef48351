/** Where a text lies in the window, in pixels from the window's top. */
interface Lie {
  top: number;
  height: number;
}

/**
 * How far down a text somebody is, in thousandths: 0 with its first line at the top of the window, 1000
 * with its last line in view. What fits into the window is read as a whole.
 */
export function placeOf({ top, height }: Lie, windowHeight: number): number {
  const way = height - windowHeight;
  if (way <= 0) return 1000;
  return Math.round(Math.min(Math.max(-top / way, 0), 1) * 1000);
}

/** How many pixels of the text are above the window at a place: the inverse. */
export function pixelsAt(place: number, { height }: Pick<Lie, "height">, windowHeight: number) {
  return Math.max(0, height - windowHeight) * (place / 1000);
}
