import type { merges as english } from "../en/merges";
import type { Translated } from "../translate";

export const merges: Translated<typeof english> = {
  action: "Unir",
  find: "Buscar duplicados",
  title: "Unir dos perfiles",
  which: "¿Qué perfil se queda?",
  kept: "Se queda",
  submit: "Unir",
  done: "Unido con {name}",
  choose: {
    title: "Unir a {name} con otro perfil",
    label: "El otro perfil de la misma persona",
    note: "Verás lo que pasará antes de que pase.",
    submit: "Comparar",
    missing: "Elige el otro perfil.",
  },
  outcome: {
    classrooms: "En {classrooms}, con la historia de ambos.",
    noClassrooms: "En ninguna clase, con la historia de ambos.",
    records: "Códigos usados: {codes}. Cursos: {courses}. Notas: {notes}. No se pierde nada.",
    blocked: "Sigue bloqueado en {classrooms}.",
    seats: {
      one: "Ocupó {count} lugar, que sigue ocupado.",
      other: "Ocuparon {count} lugares, que siguen ocupados: un lugar no se devuelve.",
    },
    accounts:
      "Ambos conservan su acceso. En tu organización, cualquiera de los dos abre este único perfil.",
    undo: "Puedes deshacerlo durante {days} días. Lo que ocurra después queda en el perfil que se queda.",
  },
  history: {
    title: "Perfiles unidos",
    merged: "{name} unió **{other}** con {kept} el {when}.",
    until: "Se puede deshacer hasta el {when}.",
    undone: "{name} lo deshizo el {when}.",
    final: "Ya no se puede deshacer aquí.",
    undo: "Deshacer la unión",
    undoDone: "Los dos perfiles vuelven a estar separados",
  },
  duplicates: {
    title: "Posibles duplicados",
    description:
      "Estudiantes que pueden ser la misma persona. Unirlos no devuelve lugares y se puede deshacer.",
    pair: "Estudiantes",
    why: "Por qué",
    apart: "No son la misma",
    apartDone: "Quedan separados y ya no aparecen aquí",
    empty: "No hay duplicados",
    emptyText: "Cuando dos estudiantes parecen una sola persona, aparecen aquí.",
    reasons: {
      "same-address": "El mismo correo, escrito de otra forma",
      "same-name-and-domain": "El mismo nombre y dominio de correo",
      "same-name-and-classroom": "El mismo nombre en la misma clase",
      "same-name-one-without-address": "El mismo nombre, uno sin correo",
    },
  },
};
