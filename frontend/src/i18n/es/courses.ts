import type { courses as english } from "../en/courses";
import type { Translated } from "../translate";

export const courses: Translated<typeof english> = {
  title: "Cursos",
  description: "Ofrece un curso en una clase, o a toda tu organización.",
  descriptionTeacher:
    "Lo que tu organización puede ofrecer. Quien la administra ofrece cursos en las clases.",
  search: "Buscar cursos",
  list: "Cursos",
  column: { course: "Curso", length: "Duración", offered: "Se ofrece" },
  lessons: { one: "{count} lección", other: "{count} lecciones" },
  minutes: "{minutes} min",
  catalog: "Del catálogo",
  own: "Propio",
  everyone: "A todos",
  inClassrooms: "Solo en clases",
  empty: "Todavía no hay cursos",
  emptyText: "Quien lleva esta instalación llena el catálogo.",
  lessonsTitle: "Lecciones",
  noLessons: "Todavía no hay lecciones.",
  offer: "Ofrecer a todos",
  offerTitle: "¿Ofrecer {title} a todos?",
  offerText:
    "Cada estudiante de tu organización queda inscrito enseguida, y también quien se una después.",
  offerSeats: "Esto no ocupa ningún lugar.",
  offered: {
    one: "{title} se ofrece a todos. Se inscribió a {count} estudiante.",
    other: "{title} se ofrece a todos. Se inscribió a {count} estudiantes.",
  },
  stop: "Dejar de ofrecer a todos",
  stopTitle: "¿Dejar de ofrecer {title} a todos?",
  stopText:
    "Quien se una desde ahora no queda inscrito, salvo por una clase que lo ofrezca. Quienes ya están inscritos siguen, con su avance.",
  stopped: "{title} ya no se ofrece a todos",
};
