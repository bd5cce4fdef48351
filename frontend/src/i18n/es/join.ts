import type { join as english } from "../en/join";
import type { Translated } from "../translate";

export const join: Translated<typeof english> = {
  pageTitle: "Entrar a {name}",
  invited: "Tu boleto para",
  at: "en {organization}",
  stepJoin: "Entras a {name}.",
  stepCourses: {
    one: "Se abre {count} curso para ti enseguida.",
    other: "Se abren {count} cursos para ti enseguida.",
  },
  stepCoursesNone: "Aquí ves lo que tu escuela te ofrece.",
  /** For whom it is, and who sees what. */
  free: {
    students: "Es gratis. Tus docentes ven cómo te va.",
    staff:
      "Es para quienes trabajan en la escuela, y gratis. Quien lo dirige ve hasta dónde llegaste.",
    parents: "Es para madres, padres y tutores, y gratis. La escuela ve que participas.",
    public: "Es para todo el mundo, y gratis. Quien lo dirige ve hasta dónde llegaste.",
  },
  whoDomain: "Para correos que terminan en {domains}.",
  till: "Abierto hasta el {date}.",
  courses: "Lo que vas a aprender",
  lessons: { one: "{count} lección", other: "{count} lecciones" },
  minutes: { one: "cerca de {count} minuto", other: "cerca de {count} minutos" },
  form: "Crea una cuenta gratis y entra",
  formSignIn: "Entra con tu cuenta",
  submit: "Entrar",
  submitSignIn: "Entrar con mi cuenta",
  haveAccount: "Ya tengo cuenta",
  noAccount: "Todavía no tengo cuenta",
  domainHint: "Usa tu correo que termina en {domains}.",
  domainWrong: "Este código solo sirve con un correo que termina en {domains}.",
  signedInAs: "Has entrado como {name}.",
  notMe: "No soy yo",
  alreadyIn: "Ya estás en {name}",
  closedTitle: "Este código no está abierto",
  closedText: "Puede tener un error, no estar abierto todavía o ya no usarse.",
  closedNext:
    "Compara cada letra y cada número con el papel o el mensaje de donde salió. Si coincide, pregunta a quien te lo dio.",
  closedSignIn: "Entra para ver qué pasó con él",
  accountReady: "De todos modos, tu cuenta está lista. Úsala más tarde con este código o con otro.",
  goOn: "Abrir mi clase",
};
