import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { buttonClass } from "@/ui/plain/Button";
import { go } from "./address";

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  /** Looks like a button. */
  button?: "action" | "quiet" | "plain";
  wide?: boolean;
}

/** A link between the pages of a course; with a key held down it is a link like any other. */
export function CourseLink({ href, button, wide, ...rest }: Props) {
  const open = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    go(href);
  };
  const look = button ? { className: buttonClass({ kind: button, wide }) } : {};
  return <a {...look} {...rest} href={href} onClick={open} />;
}
