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
    addresses: "Direcciones de correo",
    addressesHint:
      "Una persona o todo el equipo, con nombre o sin él. Quien no tiene cuenta recibe un correo con un enlace para elegir una contraseña.",
    classrooms: "Clases",
    classroomsHint: "Lo que ven desde el primer minuto. Puedes cambiarlo después.",
    addedMany: {
      one: "{count} persona está en tu personal",
      other: "{count} personas están en tu personal",
    },
    lookAgain: "Estas necesitan otra mirada",
    outcome: {
      invited: "Con invitación",
      added: "En tu personal",
      already: "Ya está en tu personal",
      repeated: "Está dos veces en la lista",
      invalid: "No es una dirección de correo",
    },
    emailMissing: "Escribe una dirección de correo, como ana@example.org.",
    title: "Cargo",
    titleHint: "Por ejemplo, docente de salud o consejera.",
    role: "Función",
    adminHint: "Ve y cambia todo en tu organización, también lugares y registros.",
    teacherHint: "Ve estudiantes, códigos y registros de sus clases asignadas, y ningún lugar.",
    submit: "Agregar",
    save: "Guardar cambios",
    saved: "Guardado",
  },
  resend: "Enviar el enlace otra vez",
  resent: "Enviado otra vez a {email}. El enlace anterior ya no sirve.",
  linkOver: "La invitación venció",
  withdraw: "Retirar la invitación",
  withdrawTitle: "¿Retirar la invitación de {name}?",
  withdrawText: "El enlace del correo deja de servir y {name} sale de tu personal.",
  edit: "Cambiar función o cargo",
  remove: "Quitar del personal",
  removeTitle: "¿Quitar a {name} del personal?",
  removeText:
    "{name} ya no podrá entrar en tu organización, desde el siguiente clic. La cuenta se queda, igual que los códigos y las clases.",
  removed: "{name} ya no está en tu personal",
  empty: "Nadie todavía",
};
