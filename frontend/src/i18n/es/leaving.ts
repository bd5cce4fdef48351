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
    noAddress: "Tu escuela hizo esta cuenta. Pide a su administración que la elimine.",
  },
  planned: {
    title: "Tu cuenta se eliminará el {date}",
    text: "Hasta entonces puedes conservarla, con todo lo que tiene.",
    school:
      "Lo pidió tu escuela. Si quieres conservarla, pide a tu docente que lo haga antes de ese día.",
    signIn: "Se cerraron todas tus sesiones. Para conservar tu cuenta, entra antes de ese día.",
    keep: "Conservar mi cuenta",
    kept: "Tu cuenta se queda.",
  },
  departures: {
    title: "Cuentas que se van",
    text: "Lo pidió cada estudiante, o un administrador. Los lugares siguen ocupados y tus cifras no cambian.",
    planned: "Su cuenta se eliminará el {day}",
    kept: "Conservó su cuenta al final, el {day}",
    done: "Su cuenta se eliminó el {day}",
    bySchool:
      "Lo pidió {name}. Hasta entonces puedes conservar la cuenta. Si necesitas algo de esta página, anótalo antes.",
    leftBySchool:
      "Lo pidió {name}. Lo que queda no tiene nombre; el lugar sigue ocupado y tus cifras son las de antes.",
    asked: "{story}, como pidió {name}",
    takenBack: "{name} conservó la cuenta al final, el {day}",
    keep: "Conservar la cuenta",
    keptDone: "La cuenta se queda.",
    leaves:
      "Lo pidió, y puede echarse atrás hasta entonces. Si necesitas algo de esta página, anótalo antes.",
    left: "Lo pidió. Lo que queda no tiene nombre; el lugar sigue ocupado y tus cifras son las de antes.",
  },
  school: {
    title: "Cuenta y registros",
    text: "Sin correo, {name} no puede pedir esto. Hazlo en su nombre, o para su familia si lo pide.",
    copy: "Descargar una copia",
    copied: "El archivo está en tus descargas.",
    start: "Eliminar la cuenta y los registros",
    confirm: "¿Eliminar la cuenta de {name}?",
    goes: "Lo que se va: el nombre, el usuario, la contraseña, la tarjeta de entrada, las notas y toda forma de entrar.",
    stays:
      "Lo que se queda: el lugar, que ya está usado y no vuelve, y tus cifras, sin el nombre. En las listas dirá «Estudiante eliminado».",
    grace:
      "Las sesiones de {name} se cierran al momento. Hasta el {day}, cualquier administrador puede conservar la cuenta, con todo lo que tiene. Después nadie podrá recuperarla. Se avisa a todos los administradores.",
    submit: "Eliminar cuenta y registros",
    done: "La cuenta se eliminará el {day}.",
    shared:
      "{name} usa esta cuenta también en otra organización. Con un correo puede obtener su copia y eliminarla por su parte.",
  },
};
