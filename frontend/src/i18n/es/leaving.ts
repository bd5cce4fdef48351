import type { leaving as english } from "../en/leaving";
import type { Translated } from "../translate";

export const leaving: Translated<typeof english> = {
  title: "Tus datos",
  deletedStudent: "Estudiante eliminado",
  copy: {
    text: "Todo lo que guardamos sobre ti, en cada escuela: tu cuenta, clases, cursos, códigos y cuándo entraste. Un solo archivo, al momento.",
    get: "Obtener una copia",
    password: "Tu contraseña, para que nadie más la obtenga.",
    download: "Descargar",
    done: "El archivo está en tus descargas.",
  },
  remove: {
    text: "Tienes 14 días para cambiar de idea.",
    start: "Eliminar la cuenta",
    goes: "Lo que se va: tu nombre, tu correo, tu contraseña, tus entradas y toda forma de entrar.",
    stays:
      "Lo que se queda: los lugares que las escuelas usaron para ti y sus números, sin tu nombre. En las clases dirá «Estudiante eliminado». Tus escuelas reciben un aviso.",
    grace:
      "Tus sesiones se cierran al momento. Durante 14 días puedes entrar y conservar tu cuenta. Después nadie podrá recuperarla.",
    submit: "Eliminar mi cuenta",
    noAddress: "Tu escuela hizo esta cuenta. Pide a tu docente que la elimine.",
  },
  planned: {
    title: "Tu cuenta se eliminará el {date}",
    text: "Hasta entonces puedes conservarla, con todo lo que tiene.",
    signIn: "Se cerraron todas tus sesiones. Para conservar tu cuenta, entra antes de ese día.",
    keep: "Conservar mi cuenta",
    kept: "Tu cuenta se queda.",
  },
  departures: {
    title: "Cuentas que se van",
    text: "Estos estudiantes pidieron eliminar su cuenta. Los lugares siguen ocupados y tus cifras no cambian.",
    planned: "Su cuenta se eliminará el {day}",
    kept: "Conservó su cuenta al final, el {day}",
    done: "Su cuenta se eliminó el {day}",
    leaves:
      "Lo pidió, y puede echarse atrás hasta entonces. Si necesitas algo de esta página, anótalo antes.",
    left: "Lo pidió. Lo que queda no tiene nombre; el lugar sigue ocupado y tus cifras son las de antes.",
  },
};
