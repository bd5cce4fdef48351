import type { staff as english } from "../en/staff";
import type { Translated } from "../translate";

export const staff: Translated<typeof english> = {
  role: { admin: "Administración", teacher: "Docente" },
  title: "Personal",
  description:
    "Quienes administran gestionan todo. Los docentes ven las clases que tienen asignadas.",
  list: "Personal",
  add: "Agregar personal",
  column: { person: "Persona", role: "Función", classrooms: "Clases", added: "Desde" },
  you: "Tú",
  notReady: "Invitación sin usar",
  allClassrooms: "Todas",
  noClassrooms: "Ninguna",
  form: {
    addTitle: "Agregar personal",
    editTitle: "Cambiar a {name}",
    email: "Correo electrónico",
    emailHint: "Quien no tiene cuenta recibe un correo con un enlace para elegir una contraseña.",
    emailMissing: "Escribe una dirección de correo, como ana@example.org.",
    name: "Nombre",
    nameHint: "Déjalo vacío si la persona ya tiene una cuenta.",
    title: "Cargo",
    titleHint: "Por ejemplo, docente de salud o consejera.",
    role: "Función",
    adminHint: "Ve y cambia todo en tu organización, también lugares y registros.",
    teacherHint: "Ve estudiantes, códigos y registros de sus clases asignadas, y ningún lugar.",
    submit: "Agregar",
    save: "Guardar cambios",
    added: "{name} está en tu personal",
    saved: "Guardado",
  },
  edit: "Cambiar función o cargo",
  remove: "Quitar del personal",
  removeTitle: "¿Quitar a {name} del personal?",
  removeText:
    "{name} ya no podrá entrar en tu organización, desde el siguiente clic. La cuenta se queda, igual que los códigos y las clases.",
  removed: "{name} ya no está en tu personal",
  empty: "Nadie todavía",
};
