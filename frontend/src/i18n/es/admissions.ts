import type { admissions as en } from "../en/admissions";
import type { Translated } from "../translate";

export const admissions: Translated<typeof en> = {
  open: "Agregar estudiante",
  somebodyNew: "Alguien nuevo",
  fromHere: "Estudiante de tu organización",
  title: "Agregar estudiante",
  titleInto: "Agregar estudiante a {classroom}",
  name: "Nombre",
  nameMissing: "Escribe el nombre.",
  email: "Correo, si tiene",
  emailHint:
    "Recibe un enlace para elegir su contraseña. Sin correo, entra con un nombre de usuario.",
  username: "Nombre de usuario",
  usernameHint: "Déjalo vacío para {suggestion}.",
  usernameHintFirst: "Se forma con el nombre, si lo dejas vacío.",
  classroom: "Clase",
  classroomNone: "Ninguna todavía",
  classroomMissing: "Elige una de tus clases.",
  cost: {
    one: "Alguien nuevo ocupa un lugar. Queda {count}.",
    other: "Alguien nuevo ocupa un lugar. Quedan {count}.",
  },
  costFull:
    "No queda lugar para alguien nuevo. Quien ya está registrado aquí puede agregarse igual.",
  submit: "Agregar",
  added: "{name} está dentro",
  addedNoSeat: "{name} ya estaba registrado aquí y está dentro. No se ocupó ningún lugar.",
  already: "{name} ya estaba dentro",
  given: "{name} está dentro",
  alike: {
    open: "Abrir a quien ya está aquí",
    anyway: "Es otra persona: agregar",
  },
};
