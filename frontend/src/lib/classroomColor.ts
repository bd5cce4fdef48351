const COLORS = ["teal", "sunflower", "coral", "sky", "violet", "moss", "slate"] as const;

export type ClassroomColor = (typeof COLORS)[number];

export const classroomColors: readonly ClassroomColor[] = COLORS;

/** The paint for a classroom's named color; one we do not know looks like slate. */
export function classroomColor(name: string): string {
  const known = COLORS.find((color) => color === name) ?? "slate";
  return `var(--classroom-${known})`;
}
