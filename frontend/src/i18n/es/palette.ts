import type { palette as english } from "../en/palette";
import type { Translated } from "../translate";

export const palette: Translated<typeof english> = {
  open: "Buscar",
  keys: "Ctrl K",
  search: "Busca un estudiante, una clase, un código o una página",
  places: "Ir a",
  nothing: "No se encontró nada",
};
