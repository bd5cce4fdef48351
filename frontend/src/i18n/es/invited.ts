import type { invited as english } from "../en/invited";
import type { Translated } from "../translate";

export const invited: Translated<typeof english> = {
  pageTitle: "Tu invitación a {name}",
  to: "Tienes una invitación a",
  at: "en {organization}",
  by: "Te invita {name}.",
  until: "Abierta hasta el {date}.",
  newFor: "Tu cuenta es para {email}.",
  submit: "Unirme",
  haveAccount: "Ya tengo una cuenta",
  signInTitle: "Entra y únete",
  signInText: "{email} ya tiene una cuenta.",
  submitSignIn: "Entrar y unirme",
  noAccount: "Todavía no tengo cuenta",
  signedInAs: "Entraste como {name}, {email}.",
  joinAs: "Unirme como {name}",
  notMe: "No soy yo",
  otherTitle: "Esta invitación es para {email}",
  otherText:
    "Entraste como {name}, {mine}. Únete con esta cuenta o con el correo invitado; de las dos formas cuenta una sola vez.",
  otherKnown:
    "Entraste como {name}, {mine}. {organization} ya conoce {email}, así que únete con ese correo: nadie se cuenta dos veces.",
  otherUnproven:
    "Entraste como {name}, {mine}, y todavía no confirmaste ese correo. Únete con el invitado o confirma antes el tuyo.",
  otherWithout: "Entraste como {name}, sin correo. Únete con el invitado.",
  useInvited: "Unirme con {email}",
  confirmMine: "Confirmar mi correo",
  learnerTitle: "Trabajas aquí",
  learnerText: "Al unirte también serás estudiante, lo que puede gastar un lugar.",
  joinLearner: "Unirme como estudiante",
  joined: "Ya estás en {name}",
  joinedText: "Todo está listo.",
  goOn: "Abrir mi clase",
  home: "Ir a mi página",
  alreadyIn: "Ya estás en {name}",
  noSeat: "Ahora mismo no hay lugares libres",
  noSeatText:
    "Tu cuenta está lista y tu invitación sigue abierta. {organization} ve que esperas; vuelve con el mismo enlace.",
  signIn: "Entrar",
  haveCode: "Tengo un código",
  writeTo: "Escribir a {email}",
  accepted: {
    title: "Esta invitación ya se usó",
    text: "Cada una sirve una sola vez. Si fuiste tú, entra y estarás en {name}.",
  },
  withdrawn: {
    title: "Esta invitación se retiró",
    text: "Si crees que es un error, pregunta a {who}.",
  },
  expired: {
    title: "Esta invitación venció",
    text: "Pide otra a {who}. Le basta un clic.",
  },
  replaced: {
    title: "Tienes una invitación más reciente",
    text: "Te enviamos otro correo después de este. Abre el enlace del más reciente.",
  },
  closed: {
    title: "{name} está cerrado ahora",
    text: "En este momento nadie puede unirse. Pregunta a {who} cuándo abre.",
  },
  unknown: {
    title: "Este enlace no está completo",
    text: "Quizá se perdió una parte por el camino. Ábrelo otra vez desde el correo.",
  },
  whoElse: "la escuela",
};
