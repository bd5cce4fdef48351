import { Fragment } from "react";

/** A text in which `**this**` stands out. */
export function Rich({ text }: { text: string }) {
  return text.split("**").map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, in order
      <strong key={index}>{part}</strong>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, in order
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
