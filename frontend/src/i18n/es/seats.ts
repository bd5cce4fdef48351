import type { seats as english } from "../en/seats";
import type { Translated } from "../translate";

export const seats: Translated<typeof english> = {
  title: "Lugares",
  description: "Cada estudiante nuevo ocupa un lugar, una sola vez y para siempre.",
  free: "libres",
  freeNote: "para estudiantes nuevos, además de lo que reservan las clases",
  granted: "otorgados",
  spent: "usados",
  held: "reservados por clases",
  proof: "{granted} otorgados = {spent} usados + {held} reservados + {free} libres",
  inactive: "Hoy no hay ninguna licencia activa",
  inactiveText:
    "No pueden unirse estudiantes nuevos hasta que haya una. Quienes ya están se quedan.",
  inactiveUntil:
    "No pueden unirse estudiantes nuevos hasta que empiece la siguiente, el {day}. Quienes ya están se quedan.",
  activeTill: "La licencia vale hasta el {day}.",
  forecast: {
    runsOut: "A este ritmo tus lugares libres alcanzan hasta cerca del {day}.",
    outlasts: "A este ritmo tus lugares libres duran más que la licencia.",
    quiet: {
      one: "Nadie ocupó un lugar libre en el último día, así que nada dice cuándo se acaban.",
      other:
        "Nadie ocupó un lugar libre en los últimos {count} días, así que nada dice cuándo se acaban.",
    },
    tooEarly:
      "Es pronto para decir cuándo se acaban: vuelve a mirar tras una semana de estudiantes que se unen.",
    usedUp: "No queda ningún lugar libre. Los estudiantes nuevos tienen que esperar.",
    usedUpButHeld:
      "No queda ningún lugar libre. Solo pueden unirse estudiantes nuevos donde una clase aún reserva lugares.",
    pace: "El ritmo: {seats} lugares libres por semana, en los últimos {days} días.",
    heldPace: "Otros {seats} por semana eran lugares que reservaban las clases.",
    heldApart: {
      one: "El lugar reservado por una clase no se cuenta aquí ({count}): es solo para ella.",
      other: "Los {count} lugares reservados por clases no se cuentan aquí: son solo para ellas.",
    },
  },
  check: {
    good: {
      one: "Este {count} movimiento cuadra: {granted} = {spent} usados + {held} reservados + {free} libres",
      other:
        "Estos {count} movimientos cuadran: {granted} = {spent} usados + {held} reservados + {free} libres",
    },
    bad: "Los lugares no cuadran",
    badText:
      "Los números de abajo deberían ser iguales en cada fila. No se ha perdido nada: cada movimiento sigue escrito. Avisa a quien lleva esta instalación.",
    how: "Cómo se contó",
    list: "Tres cuentas de los mismos lugares",
    source: "Qué se contó",
    balance: "El saldo",
    ledger: {
      one: "{count} movimiento del libro, sumado",
      other: "Los {count} movimientos del libro, sumados",
    },
    elsewhere: "Licencias, estudiantes y lo que reservan las clases",
  },
  licenses: {
    title: "Licencias",
    seats: "Lugares",
    term: "Plazo",
    state: "Estado",
    note: "Nota",
    status: { upcoming: "Empieza después", active: "Activa", ended: "Terminada" },
    days: "{from} – {till}",
    empty: "Todavía no hay licencia",
    emptyText: "Pide una a quien lleva esta instalación.",
  },
  allotments: {
    title: "Reservados por clases",
    classroom: "Clase",
    allotment: "Lugares para ella",
    spent: "Usados",
    held: "Reservados",
    overflow: "Cuando se llena",
    refuse: "Rechaza a estudiantes nuevos",
    borrow: "Toma lugares libres",
    edit: "Cambiar",
    empty: "Ninguna clase reserva lugares",
    emptyText:
      "Todos los estudiantes nuevos ocupan lugares libres. Para guardar algunos para una clase, edítala.",
    editTitle: "Lugares de {name}",
  },
  ledger: {
    title: "Libro de lugares",
    list: "Cada movimiento de lugares, los más recientes primero",
    number: "N.º",
    when: "Cuándo",
    story: "Qué pasó",
    freeAfter: "Libres después",
    kind: "Mostrar",
    student: "El lugar de un estudiante",
    seeStudent: "Ver a {name}",
    emptyStudent: "Este estudiante no ocupó ningún lugar",
    emptyStudentText: "Elige a otra persona o borra la búsqueda.",
    kinds: {
      all: "Todo",
      granted: "Otorgados",
      spent: "Usados",
      held: "Reservados",
      released: "Devueltos",
    },
    empty: "Todavía no ha pasado nada",
    emptyText: "Aquí queda escrito para siempre cada lugar otorgado, usado, reservado o devuelto.",
  },
  story: {
    merged: "{story}; el perfil se unió después con otro, y el lugar sigue ocupado",
    spentFull: "**{student}** ocupó el lugar {number} con **{code}** a través de {classroom}",
    spentCode: "**{student}** ocupó el lugar {number} con **{code}**",
    spentRoom: "**{student}** ocupó el lugar {number} a través de {classroom}",
    spentOther: "**{student}** ocupó el lugar {number}",
    erased: "Alguien que ya no está",
    granted: {
      one: "Una licencia otorgó **{count} lugar**",
      other: "Una licencia otorgó **{count} lugares**",
    },
    held: {
      one: "**{classroom}** reserva {count} lugar más",
      other: "**{classroom}** reserva {count} lugares más",
    },
    released: {
      one: "**{classroom}** devolvió {count} lugar",
      other: "**{classroom}** devolvió {count} lugares",
    },
    someRoom: "Una clase",
    by: "{story}, por {actor}",
  },
};
