/** The courses an organization can offer. */
export const courses = {
  title: "Courses",
  description: "Offer a course in a classroom, or to everyone in your organization.",
  descriptionTeacher: "What your organization can offer. An admin offers courses in classrooms.",
  search: "Search courses",
  list: "Courses",
  column: { course: "Course", length: "Length", offered: "Offered" },
  lessons: { one: "{count} lesson", other: "{count} lessons" },
  minutes: "{minutes} min",
  catalog: "From the catalog",
  own: "Your own",
  everyone: "To everyone",
  inClassrooms: "In classrooms only",
  empty: "No courses yet",
  emptyText: "The catalog is filled by whoever runs this installation.",
  lessonsTitle: "Lessons",
  noLessons: "No lessons yet.",
  offer: "Offer to everyone",
  offerTitle: "Offer {title} to everyone?",
  offerText:
    "Every student of your organization is enrolled at once, and so is whoever joins later.",
  offerSeats: "This spends no seat.",
  offered: {
    one: "{title} is offered to everyone. {count} student was enrolled.",
    other: "{title} is offered to everyone. {count} students were enrolled.",
  },
  stop: "Stop offering to everyone",
  stopTitle: "Stop offering {title} to everyone?",
  stopText:
    "Whoever joins from now on is not enrolled in it, except through a classroom that offers it. Students who are enrolled stay, with their progress.",
  stopped: "{title} is no longer offered to everyone",
} as const;
