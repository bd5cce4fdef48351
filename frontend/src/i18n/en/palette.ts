/** The command palette. */
export const palette = {
  open: "Search",
  keys: "Ctrl K",
  search: "Find a student, classroom, code or page",
  places: "Go to",
  nothing: "Nothing found",
} as const;
