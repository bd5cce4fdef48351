import type { refusals as english } from "../en/refusals";
import type { Translated } from "../translate";

export const refusals: Translated<typeof english> = {
  "code-unknown": {
    title: "No conocemos este código",
    text: "Ninguna clase lo usa.",
    next: "Compara cada letra y cada número con el papel o el mensaje de donde salió. Si coincide, pregunta a quien te lo dio.",
  },
  "code-paused": {
    title: "Este código está apagado por ahora",
    text: "La escuela lo puso en pausa.",
    next: "Pide a tu docente que lo encienda y vuelve a intentarlo.",
  },
  "code-not-yet-valid": {
    title: "Este código todavía no está abierto",
    text: "Empieza a funcionar más adelante.",
    next: "Guárdalo y prueba ese día, o pregunta a tu docente cuándo se abre.",
  },
  "code-expired": {
    title: "Este código ya terminó",
    text: "Su último día ya pasó.",
    next: "Pide un código nuevo a tu docente.",
  },
  "code-outside-window": {
    title: "Este código está cerrado a esta hora",
    text: "Solo funciona a ciertas horas de la semana.",
    next: "Prueba en horario de clase o pregunta a tu docente cuándo se abre.",
  },
  "code-exhausted": {
    title: "Este código ya se usó por completo",
    text: "Ya entraron todas las personas para las que se hizo.",
    next: "Pide a tu docente que deje entrar a más personas o que te dé otro código.",
  },
  "code-deleted": {
    title: "Este código ya no se usa",
    text: "La escuela lo retiró.",
    next: "Pide el código nuevo a tu docente.",
  },
  "domain-not-allowed": {
    title: "Este código pide un correo de la escuela",
    text: "Solo sirve para ciertas direcciones de correo, y la tuya no es una de ellas.",
    next: "Entra o regístrate con tu correo de la escuela y escribe el código otra vez.",
  },
  "ip-not-allowed": {
    title: "Este código solo funciona en la escuela",
    text: "La red que usas no es de la escuela.",
    next: "Prueba otra vez desde la red de la escuela.",
  },
  "member-blocked": {
    title: "No puedes entrar a esta clase",
    text: "El personal de esta clase la cerró para ti.",
    next: "Habla con tu docente si crees que es un error.",
  },
  "member-removed": {
    title: "Te sacaron de esta clase",
    text: "El mismo código no te deja volver.",
    next: "Pide a tu docente que te deje entrar otra vez. Lo hace con un clic.",
  },
  "license-inactive": {
    title: "Hoy la escuela no puede recibir estudiantes nuevos",
    text: "Su plan no está activo en este momento. Tu código está bien.",
    next: "Avisa a tu docente y prueba más tarde.",
  },
  "no-seats-left": {
    title: "A la escuela no le quedan lugares",
    text: "Cada estudiante nuevo ocupa un lugar y todos están ocupados. Tu código está bien.",
    next: "Avisa a tu docente. La escuela puede agregar lugares y entonces tu código funcionará.",
  },
  "classroom-full": {
    title: "Esta clase está llena",
    text: "Todos los lugares reservados para ella están ocupados.",
    next: "Avisa a tu docente. Puede hacer espacio y entonces tu código funcionará.",
  },
  "confirm-learner": {
    title: "Trabajas aquí. ¿Quieres entrar como estudiante?",
    text: "Formas parte del personal de esta organización. Este código te haría también estudiante.",
    next: "Entra solo si quieres tomar los cursos.",
  },
  "too-many-attempts": {
    title: "Demasiados intentos",
    text: "Vamos más despacio después de varios códigos que no funcionan.",
    next: "Espera unos minutos, mira bien el código y prueba una vez más.",
  },
  "organization-suspended": {
    title: "La cuenta de la escuela está detenida",
    text: "Por ahora nadie puede entrar. Tu código está bien.",
    next: "Avisa a tu docente y prueba más tarde.",
  },
};
