import type { problems as english } from "../en/problems";
import type { Translated } from "../translate";

export const problems: Translated<typeof english> = {
  offline: {
    title: "Sin conexión",
    text: "No podemos llegar a Homeroom. Revisa tu conexión y prueba otra vez.",
  },
  unexpected: {
    title: "Algo falló de nuestro lado",
    text: "No se perdió nada de lo que escribiste. Prueba otra vez en un momento.",
  },
  refused: {
    title: "No funcionó",
    text: "Revisa lo que escribiste y prueba otra vez.",
  },
  "not-found": {
    title: "No se encontró",
    text: "Puede que se haya movido o eliminado, o que no tengas acceso.",
  },
  "not-allowed": {
    title: "No puedes hacer esto",
    text: "Tu función no lo permite. Pregunta a quien administra tu organización.",
  },
  "session-ended": {
    title: "Tu sesión terminó",
    text: "Entra otra vez para seguir.",
  },
  "changed-meanwhile": {
    title: "Alguien cambió esto mientras tanto",
    text: "Cárgalo otra vez para ver el cambio y luego haz el tuyo.",
  },
  "note-of-another": {
    title: "Otra persona escribió esta nota",
    text: "Puede cambiarla ella o un administrador.",
  },
  "same-student": {
    title: "Es el mismo perfil",
    text: "Elige el otro.",
  },
  "merge-undone": {
    title: "Ya estaba deshecho",
    text: "Alguien fue más rápido. No queda nada por hacer.",
  },
  "merge-too-old": {
    title: "Es tarde para deshacerlo",
    text: "Una unión se puede deshacer durante 30 días.",
  },
  "merge-not-newest": {
    title: "Hay una unión posterior",
    text: "Deshaz primero la posterior.",
  },
  "username-taken": {
    title: "Este nombre de usuario ya existe",
    text: "Elige otro.",
  },
  "username-invalid": {
    title: "Esto no puede ser un nombre de usuario",
    text: "Usa de 3 a 40 letras y cifras sin acentos, con puntos, guiones o guiones bajos entre ellas.",
  },
  "card-void": {
    title: "Esta tarjeta ya no funciona",
    text: "Pide una nueva a tu docente.",
  },
  "account-not-kept": {
    title: "Esta cuenta está en manos de su dueño",
    text: "Tiene un correo, o trabaja en algún lugar. La contraseña se cambia con «¿Olvidaste tu contraseña?» en la página de entrada.",
  },
  "account-kept-elsewhere": {
    title: "Otra escuela creó esta cuenta",
    text: "Solo su personal cambia la contraseña y hace la tarjeta. El estudiante puede pedírselo.",
  },
  "student-probably-here": {
    title: "¿Es alguien que ya está aquí?",
    text: "En tu organización hay un estudiante con el mismo nombre o buzón. Agregarlo otra vez ocuparía un lugar.",
  },
  "username-with-email": {
    title: "Correo o nombre de usuario, no los dos",
    text: "Quien tiene correo entra con él. Quita uno de los dos.",
  },
  "email-held": {
    title: "Este correo es de tu otra cuenta",
    text: "Las dos cuentas tienen sus propias clases, así que las dos quedan como están.",
    next: "Sal y entra con este correo. Si no recuerdas esa contraseña, crea una nueva.",
  },
  "credentials-wrong": {
    title: "Este nombre y la contraseña no coinciden",
    text: "Revisa los dos y prueba otra vez. Si olvidaste la contraseña, puedes crear una nueva; si entras con un nombre de usuario, pídela a tu docente.",
  },
  "too-many-attempts": {
    title: "Demasiados intentos",
    text: "Espera unos minutos y prueba otra vez.",
  },
  "email-already-verified": {
    title: "Tu correo ya está verificado",
    text: "No queda nada por hacer aquí.",
  },
  "verification-code-wrong": {
    title: "Ese no es el número",
    text: "No es el número de nuestro correo más reciente. Revísalo o pide uno nuevo.",
  },
  "invitation-accepted": {
    title: "Ya aceptó",
    text: "No queda nada por enviar.",
  },
  "invitation-withdrawn": {
    title: "Esta invitación se retiró",
    text: "Vuelve a invitar.",
  },
  "too-many-invitations": {
    title: "Es todo el correo de hoy",
    text: "Tu organización envió hoy 5.000 invitaciones, que son las que puede. Envía el resto mañana.",
  },
  "addresses-none": {
    title: "No hay ninguna dirección",
    text: "Escribe al menos una dirección de correo.",
  },
  "link-expired": {
    title: "Este enlace ya no funciona",
    text: "Ya se usó o es demasiado viejo. Pide uno nuevo.",
  },
  "slug-taken": {
    title: "Este nombre corto ya existe",
    text: "Elige otro.",
  },
  "seats-not-enough": {
    title: "No hay suficientes lugares libres",
    text: "Quieres reservar más lugares de los que hay libres. Elige un número menor.",
  },
  "allotment-below-spent": {
    title: "Menos lugares de los ya usados",
    text: "Los lugares usados no vuelven, así que el número no puede ser menor.",
  },
  "code-taken": {
    title: "Este código ya existe",
    text: "Los códigos son únicos entre todas las escuelas. Agrega, por ejemplo, el año o el salón.",
  },
  "code-looks-alike": {
    title: "Se lee como otro código",
    text: "La O y el 0 se parecen, y también la I, la L y el 1. Elige un texto que nadie confunda.",
  },
  "successor-unknown": {
    title: "Este código no puede ser el sucesor",
    text: "Elige otro de tus códigos, uno que no esté eliminado.",
  },
  "code-not-ascii": {
    title: "Solo letras sin acento, números y guiones",
    text: "Deja fuera acentos y otros signos para que todos puedan escribirlo.",
  },
  "code-length": {
    title: "De 4 a 40 caracteres",
    text: "Haz el código un poco más largo o más corto.",
  },
  "code-characters": {
    title: "Solo letras, números y guiones",
    text: "Deja fuera otros signos para que todos puedan escribirlo.",
  },
  "domain-invalid": {
    title: "No es un dominio de correo",
    text: "Escribe lo que va después de la @, como hamiltonschools.org.",
  },
  "courses-changed": {
    title: "Los cursos cambiaron mientras tanto",
    text: "Se muestran como están ahora. Muévelo otra vez.",
  },
  "dates-reversed": {
    title: "El último día es anterior al primero",
    text: "Elige un último día igual o posterior.",
  },
  "cap-below-used": {
    title: "Ya entraron más personas",
    text: "El límite no puede ser menor que el número de personas que ya entraron con este código.",
  },
  "last-admin": {
    title: "Es la última persona que administra",
    text: "Da primero esa función a otra persona.",
  },
  "staff-already": {
    title: "Ya está en el personal",
    text: "Esta persona ya aparece en la lista del personal.",
  },
  "sign-in-required": {
    title: "Tu sesión terminó",
    text: "Entra otra vez para seguir.",
  },
  "role-required": {
    title: "No puedes hacer esto",
    text: "Tu función no lo incluye. Pregunta a quien administra tu organización.",
  },
  "request-in-progress": {
    title: "Todavía está en marcha",
    text: "Tu primer clic se está procesando. Espera un momento y carga la página otra vez.",
  },
  "idempotency-key-reused": {
    title: "Esto ya se envió",
    text: "Carga la página otra vez para ver el resultado.",
  },
  "verification-code-expired": {
    title: "Este número ya no sirve",
    text: "Pide uno nuevo y usa ese.",
  },
  "email-missing": {
    title: "Esta cuenta no tiene correo",
    text: "Pide a tu docente que agregue uno.",
  },
  "email-invalid": {
    title: "No es una dirección de correo",
    text: "Escríbela completa, por ejemplo ana@example.org.",
  },
  "password-length": {
    title: "Esta contraseña no sirve",
    text: "Usa de 10 a 200 caracteres.",
  },
  "display-name-length": {
    title: "Este nombre no sirve",
    text: "Usa de 1 a 100 caracteres.",
  },
  "name-length": {
    title: "Este nombre no sirve",
    text: "Hazlo un poco más corto y no lo dejes vacío.",
  },
  "too-long": {
    title: "Este texto es demasiado largo",
    text: "Hazlo un poco más corto.",
  },
  "too-many": {
    title: "Son demasiados a la vez",
    text: "Elige menos.",
  },
  "slug-form": {
    title: "No es un nombre corto",
    text: "Usa minúsculas, números y guiones, con una letra o un número en cada extremo.",
  },
  "time-zone-unknown": {
    title: "No conocemos esta zona horaria",
    text: "Elige una de la lista.",
  },
  "seats-range": {
    title: "No es un número de lugares",
    text: "Escribe un número de 1 a 10 000 000.",
  },
  "allotment-range": {
    title: "No es un número de lugares",
    text: "Escribe un número de 0 a 10 000 000.",
  },
  "too-many-seats": {
    title: "Demasiados lugares",
    text: "Son más de los que puede tener una organización. Elige un número menor.",
  },
  "classroom-deleted": {
    title: "Esta clase está eliminada",
    text: "Restáurala primero y luego haz tu cambio.",
  },
  "too-many-students": {
    title: "Demasiados estudiantes a la vez",
    text: "Se pueden elegir 5,000 como máximo. Afina la búsqueda o hazlo por partes.",
  },
  "nobody-chosen": {
    title: "No hay nadie elegido",
    text: "Elige al menos a un estudiante.",
  },
  "undo-too-late": {
    title: "Ya no se puede deshacer",
    text: "Eso es posible durante 30 días. Mueve a los estudiantes de vuelta.",
  },
  "part-of-rollover": {
    title: "Es parte de un cambio de año",
    text: "Deshaz el cambio de año completo.",
  },
  "student-unknown": {
    title: "No conocemos a este estudiante",
    text: "Carga la lista otra vez. Puede que ya no esté en tu organización.",
  },
  "staff-unknown": {
    title: "No conocemos a esta persona del personal",
    text: "Carga la lista otra vez. Puede que ya no esté en ella.",
  },
  "course-unknown": {
    title: "No conocemos este curso",
    text: "Carga la lista otra vez. Puede que se haya retirado.",
  },
  "cap-range": {
    title: "No es un número de estudiantes",
    text: "Escribe un número desde 1, o déjalo vacío.",
  },
  "classroom-required": {
    title: "Falta una clase",
    text: "Elige una de tus clases.",
  },
  "classroom-unknown": {
    title: "No conocemos esta clase",
    text: "Carga la lista otra vez. Puede que se haya eliminado.",
  },
  "days-missing": {
    title: "No se eligió ningún día",
    text: "Elige al menos un día.",
  },
  "time-invalid": {
    title: "No es una hora",
    text: "Escribe horas y minutos.",
  },
  "prefix-length": {
    title: "Como máximo 25 caracteres",
    text: "Acórtalo, para que el código entero se pueda escribir.",
  },
  "count-range": {
    title: "De 1 a 5000 códigos",
    text: "Créalos en varias veces si necesitas más.",
  },
  "single-use-capped": {
    title: "Para una sola persona",
    text: "Un código para una persona vale una vez; quita el otro límite.",
  },
  "window-reversed": {
    title: "Cierra antes de abrir",
    text: "Elige una hora posterior del mismo día.",
  },
  "network-invalid": {
    title: "No es una dirección de red",
    text: "Escribe una dirección o un rango, como 203.0.113.0/24.",
  },
  "code-open": {
    title: "Este código ya está abierto para ti",
    text: "Escríbelo otra vez para entrar.",
  },
  "already-in": {
    title: "Ya estás dentro",
    text: "Encuentras la clase en tu página.",
  },
  "refusal-settled": {
    title: "Esto ya está resuelto",
    text: "Alguien fue más rápido, o el estudiante ya entró.",
  },
  "still-refused": {
    title: "Eso no bastaría",
    text: "Hay otra cosa que lo impide. No se cambió nada.",
  },
  "remedy-unknown": {
    title: "Eso no se puede hacer aquí",
    text: "Carga la página otra vez y elige una de las opciones que ofrece.",
  },
  "one-code-at-a-time": {
    title: "Son de varios códigos",
    text: "Elige estudiantes de un solo código.",
  },
  "password-breached": {
    title: "Esta contraseña es fácil de adivinar",
    text: "Es de las primeras que prueban los ladrones, o está hecha con tu nombre, correo, código o escuela. Usa tres o cuatro palabras que no tengan que ver contigo.",
  },
  "password-wrong": {
    title: "Esa no es tu contraseña",
    text: "No es la contraseña que tienes ahora. Revísala e inténtalo otra vez.",
  },
  "password-missing": {
    title: "Esta cuenta aún no tiene contraseña",
    text: "Pide a tu docente que elija una. Después puedes cambiar esto.",
  },
  "email-unchanged": {
    title: "Ya tienes este correo",
    text: "Escribe otro o déjalo como está.",
  },
  "second-factor-wrong": {
    title: "Ese no es el código correcto",
    text: "Quizá ya se usó. Espera el siguiente código en tu teléfono y escribe ese.",
  },
  "second-factor-required": {
    title: "Activa primero el segundo paso",
    text: "Esta página se abre cuando tu cuenta pide al entrar un código de tu teléfono.",
  },
  "second-factor-first": {
    title: "Primero lo necesitas tú",
    text: "Activa el segundo paso en tu propia cuenta. Después puedes pedirlo a tu personal.",
  },
  "second-factor-on": {
    title: "El segundo paso ya está activado",
    text: "Para usar otro teléfono, desactívalo primero y actívalo otra vez.",
  },
  "second-factor-off": {
    title: "El segundo paso no está activado",
    text: "Entra con tu contraseña y actívalo en la página de tu cuenta.",
  },
  "second-factor-not-begun": {
    title: "Tardó demasiado",
    text: "Empieza otra vez.",
  },
  "second-factor-own": {
    title: "Es el tuyo",
    text: "Desactívalo en la página de tu cuenta.",
  },
  "second-factor-elsewhere": {
    title: "Esta persona trabaja también en otro lugar",
    text: "Otra organización cuenta con el mismo segundo paso. Pide al operador de Homeroom que lo quite.",
  },
  "file-empty": {
    title: "No hay nadie en esta lista",
    text: "Comprueba que elegiste el archivo correcto.",
  },
  "file-too-large": {
    title: "El archivo es demasiado grande",
    text: "Envíalo por partes, por ejemplo escuela por escuela.",
  },
  "file-unreadable": {
    title: "El archivo no se puede leer como tabla",
    text: "Guárdalo como CSV y envíalo otra vez.",
  },
  "line-too-long": {
    title: "Una línea del texto es demasiado larga",
    text: "Pon cada dirección en su propia línea.",
  },
  "roster-incomplete": {
    title: "El archivo zip no tiene users.csv",
    text: "Una lista OneRoster CSV lo lleva junto a classes.csv y enrollments.csv. Expórtala otra vez.",
  },
  "too-many-rows": {
    title: "La lista es demasiado larga",
    text: "Una importación admite hasta 50,000 filas. Envía el archivo en dos partes.",
  },
  "unsupported-media-type": {
    title: "Este tipo de archivo no se puede importar",
    text: "Envía un archivo CSV, direcciones pegadas o una lista en zip.",
  },
  "upload-broken-off": {
    title: "El archivo no llegó completo",
    text: "Envíalo otra vez.",
  },
  "workbook-not-csv": {
    title: "Es un libro de cálculo, no una lista",
    text: "Ábrelo en tu hoja de cálculo, guárdalo como CSV (UTF-8) y envía ese archivo.",
  },
  "zip-unreadable": {
    title: "El archivo zip no se puede abrir",
    text: "Exporta la lista otra vez, sin contraseña.",
  },
  "column-unknown": {
    title: "No existe esa columna",
    text: "Elige una de las columnas del archivo.",
  },
  "decision-unknown": {
    title: "No se entiende la respuesta",
    text: "Di si es la misma persona, otra persona o si queda fuera.",
  },
  "import-busy": {
    title: "Homeroom está trabajando en esta lista",
    text: "Inténtalo otra vez cuando termine.",
  },
  "import-started": {
    title: "Esta lista ya se llevó a cabo",
    text: "La forma de leerla no cambia. Sigue con lo que queda o envía el archivo otra vez.",
  },
  "import-not-running": {
    title: "Esta lista no está en marcha",
    text: "No hay nada que detener. Vuelve a cargar la página.",
  },
  "row-done": {
    title: "Esta fila ya se llevó a cabo",
    text: "Cambia los datos del estudiante.",
  },
  "course-not-open-yet": {
    title: "Este curso todavía no está abierto",
    text: "Vuelve el día en que abre. Lo encuentras en tu página de inicio.",
  },
  "course-closed": {
    title: "Este curso está cerrado",
    text: "Pide a tu docente que lo abra otra vez.",
  },
  "course-not-offered": {
    title: "Este curso ya no se ofrece",
    text: "Pregunta a tu docente si quieres seguir.",
  },
  "lesson-locked": {
    title: "Esta lección todavía está cerrada",
    text: "Primero termina las anteriores.",
  },
  "quiz-first": {
    title: "Primero el cuestionario",
    text: "Esta lección se termina al aprobar su cuestionario.",
  },
  "attempt-over": {
    title: "Este intento terminó",
    text: "Quizás lo seguiste en otro dispositivo. Carga la página otra vez para ver cómo salió.",
  },
  "no-attempts-left": {
    title: "Ya no quedan intentos",
    text: "Pide otro a tu docente.",
  },
  "answer-unfit": {
    title: "Esta respuesta no va con la pregunta",
    text: "Respóndela otra vez.",
  },
  validation: {
    title: "Algo necesita otra mirada",
    text: "Revisa los campos marcados.",
  },
  "attempts-left": {
    title: "Todavía queda un intento",
    text: "Puede seguir sin tu ayuda.",
  },
  "quiz-passed": {
    title: "El cuestionario está aprobado",
    text: "Lo aprobó mientras tanto. No queda nada por hacer.",
  },
  "course-not-open": {
    title: "Este curso no está abierto hoy",
    text: "Cambia primero sus fechas en esta clase.",
  },
};
