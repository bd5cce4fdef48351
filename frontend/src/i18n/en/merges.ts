/** Two profiles of one person. */
export const merges = {
  action: "Merge",
  find: "Find duplicates",
  title: "Merge two profiles",
  which: "Which profile stays?",
  kept: "Stays",
  submit: "Merge",
  done: "Merged into {name}",
  choose: {
    title: "Merge {name} with another profile",
    label: "The same person's other profile",
    note: "You see what will happen before anything does.",
    submit: "Compare",
    missing: "Choose the other profile.",
  },
  outcome: {
    classrooms: "In {classrooms}, with the history of both.",
    noClassrooms: "In no classroom, with the history of both.",
    records: "Codes used: {codes}. Courses: {courses}. Notes: {notes}. Nothing is lost.",
    blocked: "Stays blocked in {classrooms}.",
    seats: {
      one: "{count} seat was spent. It stays spent.",
      other: "{count} seats were spent. They stay spent: a seat never comes back.",
    },
    accounts:
      "Both keep their own sign-in. In your organization, either of them opens this one profile.",
    undo: "You can undo this for {days} days. What happens after the merge stays with the profile that stays.",
  },
  history: {
    title: "Merged profiles",
    merged: "**{other}** was merged into {kept} by {name} on {when}.",
    until: "Can be undone until {when}.",
    undone: "Undone by {name} on {when}.",
    final: "Can no longer be undone here.",
    undo: "Undo the merge",
    undoDone: "The two profiles are separate again",
  },
  duplicates: {
    title: "Probable duplicates",
    description:
      "Students who may be the same person. Merging gives no seat back, and can be undone.",
    pair: "Students",
    why: "Why",
    apart: "Not the same",
    apartDone: "They are kept apart and no longer listed",
    empty: "No duplicates found",
    emptyText: "When two students look like one person, they are listed here.",
    reasons: {
      "same-address": "Same email address, spelled differently",
      "same-name-and-domain": "Same name and email domain",
      "same-name-and-classroom": "Same name in the same classroom",
      "same-name-one-without-address": "Same name, one without an email address",
    },
  },
} as const;
