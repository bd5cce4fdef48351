import { notifications } from "@mantine/notifications";
import { Button } from "../plain/Button";
import styles from "./notifyUndo.module.css";

/** Long enough to read it and to think again. */
const SHOWN = 20_000;

/** Says that something was done, with a way to take it back while it is shown. */
export function notifyUndo(message: string, undoLabel: string, onUndo: () => Promise<void>) {
  const id = notifications.show({
    color: "teal",
    autoClose: SHOWN,
    message: (
      <span className={styles.undo}>
        <span>{message}</span>
        <Button
          kind="quiet"
          onClick={() => {
            notifications.hide(id);
            void onUndo();
          }}
        >
          {undoLabel}
        </Button>
      </span>
    ),
  });
}
