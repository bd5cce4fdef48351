import { api } from "@/api/client";
import { sessionStore } from "@/api/session";
import { type Kept, Outbox, type Task } from "./outbox";

const PATIENCE = 15_000;
/** What the server takes for "ago": older is as old as this. */
const LONGEST_AGO = 2_592_000;

function send({ task, at }: Kept): Promise<unknown> {
  const { enrollment: enrollment_id, position } = task;
  // A phone between two cells keeps a request open for ever.
  const signal = AbortSignal.timeout(PATIENCE);
  if (task.kind === "answer") {
    return api.put(
      "/me/courses/{enrollment_id}/lessons/{position}/attempts/{attempt}/answers/{question_id}",
      {
        path: { enrollment_id, position, attempt: task.attempt, question_id: task.question },
        body: { answer: task.answer },
        signal,
        keepalive: true,
      },
    );
  }
  const ago = Math.round((Date.now() - at) / 1000);
  return api.put("/me/courses/{enrollment_id}/lessons/{position}/progress", {
    path: { enrollment_id, position },
    body: { ...task.told, seconds_ago: Math.min(Math.max(ago, 0), LONGEST_AGO) },
    signal,
    keepalive: true,
  });
}

function storageHere(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export const outbox = new Outbox(send, storageHere());

let owner: string | null = null;

/** Who is at work in this tab; it stays so when the sign-in runs out in the middle. */
export function ownerHere(): string | null {
  owner = sessionStore.get().user?.id ?? owner;
  return owner;
}

/** Keeps what was done, and sends it at once if that is possible. */
export function keep(task: Task): Promise<void> {
  const whose = ownerHere();
  if (!whose) return Promise.resolve();
  outbox.add(whose, task);
  return sendWaiting();
}

/** Sends what waits on this device for the person who is signed in. */
export function sendWaiting(): Promise<void> {
  const { user } = sessionStore.get();
  const whose = ownerHere();
  if (!whose) return Promise.resolve();
  if (!user) {
    outbox.bar("signed-out");
    return Promise.resolve();
  }
  return outbox.flush(whose);
}

window.addEventListener("online", () => void sendWaiting());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && outbox.all().length > 0) void sendWaiting();
});
