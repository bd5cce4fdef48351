import type { app as english } from "../en/app";
import type { Translated } from "../translate";

export const app: Translated<typeof english> = {
  name: "Homeroom",
  navigation: "Principal",
  home: "Inicio",
  me: "Mi cuenta",
  signOut: "Salir",
  signIn: "Entrar",
  staffArea: "Área del personal",
  studentArea: "Mis clases",
  operatorArea: "Instalación",
  switchOrganization: "Cambiar de organización",
  allOrganizations: "Todas las organizaciones",
  menu: "Menú de la cuenta",
  more: "Más",
  overview: "Resumen",
  classrooms: "Clases",
  codes: "Códigos",
  refusals: "Rechazos",
  asking: { one: "{count} pide ayuda", other: "{count} piden ayuda" },
  students: "Estudiantes",
  courses: "Cursos",
  seats: "Lugares",
  staff: "Personal",
  settings: "Ajustes",
  organizations: "Organizaciones",
  suspended: "Esta organización está detenida. Puedes ver todo, pero nadie puede entrar.",
  notFound: {
    title: "Esta página no está aquí",
    text: "Puede que la dirección tenga un error o que la página se haya movido.",
    action: "Ir a la página de inicio",
  },
  noOrganization: {
    title: "No formas parte del personal de esta organización",
    text: "Pide a quien la administra que te agregue, o cambia de organización.",
  },
  adminsOnly: {
    title: "Esta página es para quienes administran",
    text: "Pregunta a quien administra tu organización si necesitas algo de aquí.",
    action: "Ir al resumen",
  },
};
