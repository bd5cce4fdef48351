import { type ReactNode, useState } from "react";
import { Button } from "../plain/Button";
import { useNotifyProblem } from "./useNotifyProblem";

interface Props {
  onAct: () => Promise<void>;
  children: ReactNode;
}

/** For what loses nothing and spends nothing, so that it is done without asking. */
export function AtOnceButton({ onAct, children }: Props) {
  const notifyProblem = useNotifyProblem();
  const [busy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    try {
      await onAct();
    } catch (error) {
      notifyProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="quiet" busy={busy} onClick={() => void act()}>
      {children}
    </Button>
  );
}
