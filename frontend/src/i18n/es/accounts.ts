import type { accounts as english } from "../en/accounts";
import type { Translated } from "../translate";

export const accounts: Translated<typeof english> = {
  name: "Tu nombre",
  email: "Correo",
  password: "Contraseña",
  passwordHint: "Al menos 10 caracteres. Una frase corta funciona bien.",
};
