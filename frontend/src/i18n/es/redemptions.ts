import type { redemptions as english } from "../en/redemptions";
import type { Translated } from "../translate";

export const redemptions: Translated<typeof english> = {
  box: {
    label: "Tu código",
    placeholder: "ABCD-1234",
    submit: "Entrar",
    empty: "Escribe el código de tu escuela.",
    hint: "No importan las mayúsculas, los espacios ni los guiones.",
  },
  joined: "Ya estás en {name}",
  joinedOrganization: "Ya estás en {name}",
  alreadyJoined: "Ya estabas en {name}",
  alreadyJoinedOrganization: "Ya estabas en {name}",
  at: "en {organization}",
  courses: { one: "Tienes {count} curso abierto", other: "Tienes {count} cursos abiertos" },
  open: "Abrir",
  home: "Ir a mi página",
  pendingEmail: "Falta un paso para {name}",
  pendingEmailText: "Muestra que el correo es tuyo: escribe el número que te enviamos y entras.",
  pendingApproval: "Tu solicitud llegó",
  pendingApprovalText: "El personal de {name} la revisa. No tienes que hacer nada.",
  confirmLearner: "Entrar como estudiante",
  otherEmail: "Usar otro correo",
  tryAnother: "Probar otro código",
  useInstead: "Usar {code}",
  notNow: "Ahora no",
  tell: "Avisar a mi profesor",
  told: "Tu profesor ya lo sabe",
  toldText: "Ve tu nombre y este código. Cuando te deje entrar, recibes un correo.",
};
