import type { work as english } from "../en/work";
import type { Translated } from "../translate";

export const work: Translated<typeof english> = {
  none: "Ninguno",
  optional: "{label} (opcional)",
  moreActions: "Más: {what}",
  edit: "Editar",
  remove: "Quitar",
  done: "Listo",
  noMatch: "No se encontró nada",
  noMatchText: "Nada coincide con tu búsqueda. Prueba con menos letras.",
  clearSearch: "Borrar la búsqueda",
  nothingFound: "No se encontró nada",
  stale: "Alguien cambió esto mientras tanto",
  staleText: "Carga la versión más reciente. Lo que escribiste se conserva.",
  staleLoad: "Cargar la versión más reciente",
  zoneNote: "Todas las fechas están en la hora de {city}.",
  channel: {
    email: "Correo electrónico",
    social: "Redes sociales",
    flyer: "Folleto",
    event: "Evento",
    other: "Otro",
  },
  missing: "Este campo no puede quedar vacío.",
};
