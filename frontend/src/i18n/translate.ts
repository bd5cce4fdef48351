/**
 * Texts by key: `t("codes.list.count", { count: 3 })`. A text is a string with `{places}`, or a
 * set of plural forms chosen by `count`. Keys and places are checked by the compiler.
 */
export type Locale = "en" | "es";

interface Plural {
  one: string;
  other: string;
}

export interface Catalog {
  readonly [key: string]: string | Plural | Catalog;
}

/** The English catalog's shape with any wording: what another language has to provide. */
export type Translated<C> = {
  readonly [K in keyof C]: C[K] extends string
    ? string
    : C[K] extends Plural
      ? Plural
      : Translated<C[K]>;
};

type Leaf = string | Plural;

export type Key<C> = {
  [K in keyof C & string]: C[K] extends Leaf ? K : `${K}.${Key<C[K]>}`;
}[keyof C & string];

type At<C, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? Head extends keyof C
    ? At<C[Head], Rest>
    : never
  : K extends keyof C
    ? C[K]
    : never;

type Places<S> = S extends `${string}{${infer Place}}${infer Rest}` ? Place | Places<Rest> : never;

type PlacesOf<M> = M extends string
  ? Places<M>
  : M extends Plural
    ? "count" | Places<M["one"]> | Places<M["other"]>
    : never;

type Values<P extends string> = { [K in P]: string | number };

type Args<M> = [PlacesOf<M>] extends [never] ? [] : [values: Values<PlacesOf<M>>];

export type Translate<C> = <K extends Key<C>>(key: K, ...values: Args<At<C, K>>) => string;

export function translator<C extends object>(catalog: Translated<C>, locale: Locale): Translate<C> {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  return (key, ...rest) => {
    const values = (rest[0] ?? {}) as Record<string, string | number>;
    let text = find(catalog, key);
    if (typeof text === "object") {
      text = text[plural.select(Number(values.count)) === "one" ? "one" : "other"];
    }
    return text.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = values[name];
      if (value === undefined) return place;
      return typeof value === "number" ? number.format(value) : value;
    });
  };
}

/** Whether the catalog has a text under a key that is only known at run time. */
export function hasText(catalog: object, key: string): boolean {
  return typeof find(catalog, key) !== "string" || find(catalog, key) !== key;
}

function find(catalog: object, key: string): Leaf {
  let at: unknown = catalog;
  for (const part of key.split(".")) {
    at = (at as Record<string, unknown> | undefined)?.[part];
  }
  return (at as Leaf | undefined) ?? key;
}
