import { notifications } from "@mantine/notifications";

/** A short word that something was done; gone by itself, heard by screen readers. */
export const notifyDone = (message: string) => notifications.show({ message, color: "teal" });
