import type { home as english } from "../en/home";
import type { Translated } from "../translate";

export const home: Translated<typeof english> = {
  front: {
    title: "¿Tienes un código de tu escuela?",
    text: "Escríbelo aquí. Abre tu clase y sus cursos.",
    signIn: "Ya tengo cuenta",
  },
  greeting: "Hola, {name}",
  haveCode: "¿Tienes un código?",
  waiting: "Te esperan",
  verifyToJoin: "Verifica tu correo y entras.",
  verify: "Verificar mi correo",
  staffLook: "El personal revisa tu solicitud.",
  classrooms: "Mis clases",
  more: "Más cursos",
  from: "de {organization}",
  noClassrooms: "Todavía no tienes clases",
  noClassroomsText: "Escribe arriba el código de tu docente y tu clase aparece aquí.",
  hereBefore: "¿Ya estuviste aquí antes? Verifica tu correo y vuelves a tus clases.",
  inClass: "Cursos",
  noCourses: "Todavía no hay cursos",
  noCoursesText: "Cuando tu docente agregue uno, aparece aquí solo.",
  back: "Inicio",
  joined: "Entraste el {date}",
  leave: {
    action: "Salir de esta clase",
    title: "¿Salir de {name}?",
    text: "Sus cursos siguen en tu página de inicio y lo que hiciste se conserva. Puedes volver con un código.",
    confirm: "Salir",
  },
  notMember: "No estás en esta clase",
  notMemberText: "Si tienes un código para ella, escríbelo en tu página de inicio.",
};
