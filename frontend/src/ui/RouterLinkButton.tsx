import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { buttonClass } from "./plain/Button";

/** A link within the application that looks like a button. */
export function RouterLinkButton(
  props: LinkProps & { kind?: "action" | "quiet" | "plain"; wide?: boolean; children: ReactNode },
) {
  const { kind, wide, ...link } = props;
  return <Link {...link} className={buttonClass({ kind, wide })} />;
}
