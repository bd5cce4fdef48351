import type { students as english } from "../en/students";
import type { Translated } from "../translate";

export const students: Translated<typeof english> = {
  title: "Estudiantes",
  description:
    "Todas las personas registradas en tu organización. Cada una ocupó un lugar, una vez.",
  descriptionTeacher: "Los estudiantes de tus clases.",
  search: "Buscar por nombre, correo o usuario",
  list: "Estudiantes",
  column: { student: "Estudiante", classrooms: "Clases", registered: "Desde" },
  unverified: "Correo sin verificar",
  noEmail: "Sin correo electrónico",
  noClassrooms: "Ninguna",
  empty: "Todavía no hay estudiantes",
  emptyText: "Los estudiantes aparecen aquí en cuanto se unen con un código.",
  emptyAction: "Ir a los códigos",
  back: "Estudiantes",
  registered: "Desde el {day}",
  seat: {
    title: "Lugar",
    full: "Ocupado el {when}, con **{code}** a través de {classroom}.",
    code: "Ocupado el {when}, con **{code}**.",
    room: "Ocupado el {when}, a través de {classroom}.",
    other: "Ocupado el {when}.",
    ledger: "Verlo en el libro de lugares",
    never: "Por muchos códigos que use, sigue siendo un solo lugar.",
  },
  codes: {
    title: "Códigos usados",
    code: "Código",
    classroom: "Clase",
    when: "Cuándo",
    seat: "Lugar",
    spent: "Ocupó uno",
    kept: "Ninguno",
    organization: "Toda la organización",
    empty: "Ningún código usado",
  },
  classrooms: { title: "Clases", empty: "Ahora mismo no está en ninguna clase." },
  courses: { title: "Cursos", empty: "Sin inscripciones." },
};
