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
  "email-taken": {
    title: "Este correo ya tiene una cuenta",
    text: "Entra con ella. Si olvidaste la contraseña, puedes crear una nueva.",
  },
  "credentials-wrong": {
    title: "El correo o la contraseña no coinciden",
    text: "Revisa los dos y prueba otra vez. Si olvidaste la contraseña, puedes crear una nueva.",
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
    text: "Mira nuestro correo más reciente o pide uno nuevo.",
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
  validation: {
    title: "Algo necesita otra mirada",
    text: "Revisa los campos marcados.",
  },
};
