import { asProblem, type Problem } from "@/api/problem";
import type { Given, LessonProgress } from "@/api/types";

/** Something a student did that the server has to hear of. */
export type Task =
  | {
      kind: "progress";
      enrollment: string;
      position: number;
      told: Pick<LessonProgress, "place" | "seconds" | "finished">;
    }
  | {
      kind: "answer";
      enrollment: string;
      position: number;
      attempt: number;
      question: string;
      answer: Given;
    };

/** A task on this device, until the server has it. */
export interface Kept {
  id: string;
  /** Whose it is: on a shared device nobody's work is sent as somebody else's. */
  owner: string;
  /** When it was done, by this device's clock. */
  at: number;
  task: Task;
}

/** Why what waits is not on its way. */
export type Trouble = "offline" | "signed-out";

/** What became of a task, for whoever shows it. */
export interface Hearers {
  sent: (kept: Kept, answer: unknown) => void;
  /** The server will never take it; it is no longer kept. */
  refused: (kept: Kept, problem: Problem) => void;
}

const KEY = "homeroom.outbox";
const FIRST_PAUSE = 3_000;
const LONGEST_PAUSE = 60_000;

/**
 * What a student did, in order, on the device until the server has it. Written at once (localStorage, not
 * IndexedDB: it has to be there before the page is gone), sent one by one. Everything may be sent twice.
 */
export class Outbox {
  private memory: Kept[] | null = null;
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pause = FIRST_PAUSE;
  private made = 0;
  private hearers = new Set<Hearers>();
  private listeners = new Set<() => void>();
  private shown: Kept[] = [];
  trouble: Trouble | null = null;

  constructor(
    private readonly send: (kept: Kept) => Promise<unknown>,
    private readonly storage: Pick<Storage, "getItem" | "setItem"> | null,
    private readonly now: () => number = Date.now,
  ) {
    this.shown = this.read();
  }

  /** What is on this device, oldest first; the same array until it changes. */
  all = (): Kept[] => this.shown;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  hear(hearer: Hearers): () => void {
    this.hearers.add(hearer);
    return () => this.hearers.delete(hearer);
  }

  /** Keeps a task; where one was last in the same lesson takes the place of what was said before. */
  add(owner: string, task: Task): void {
    const kept = this.read();
    const last = kept.at(-1);
    const merged = last?.owner === owner ? merge(last.task, task) : null;
    if (merged) kept.pop();
    this.made += 1;
    const id = `${this.now().toString(36)}-${this.made}-${Math.random().toString(36).slice(2, 8)}`;
    this.write([...kept, { id, owner, at: this.now(), task: merged ?? task }]);
  }

  /** Sends what is this person's, oldest first, until all is sent or the way is barred. */
  flush(owner: string): Promise<void> {
    clearTimeout(this.timer);
    // Under way already: what was added meanwhile is sent with the rest.
    this.running ??= this.inTurn(() => this.run(owner)).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(owner: string): Promise<void> {
    for (;;) {
      const next = this.read().find((kept) => kept.owner === owner);
      if (!next) break;
      const outcome = await this.send(next).then(
        (answer) => ({ answer, problem: null }),
        (error: unknown) => ({ answer: null, problem: asProblem(error) }),
      );
      const { answer, problem } = outcome;
      if (problem && isPassing(problem)) return this.wait(owner, problem);
      this.drop(next);
      for (const hearer of this.hearers) {
        if (problem) hearer.refused(next, problem);
        else hearer.sent(next, answer);
      }
    }
    this.pause = FIRST_PAUSE;
    this.settle(null);
  }

  private wait(owner: string, problem: Problem): void {
    this.settle(problem.status === 401 ? "signed-out" : "offline");
    // Whoever is signed out comes back by signing in.
    if (problem.status === 401) return;
    const pause = Math.max(this.pause, (problem.retryAfter ?? 0) * 1000);
    this.timer = setTimeout(() => void this.flush(owner), pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  /** Two tabs of one browser take turns. */
  private async inTurn(work: () => Promise<void>): Promise<void> {
    const { locks } = navigator;
    return locks ? locks.request("homeroom-outbox", work) : work();
  }

  /** Nothing can go out now, and what waits is to say why. */
  bar(trouble: Trouble): void {
    this.settle(trouble);
  }

  private settle(trouble: Trouble | null) {
    this.trouble = trouble;
    this.notify();
  }

  private drop({ id }: Kept) {
    this.write(this.read().filter((kept) => kept.id !== id));
  }

  private read(): Kept[] {
    if (this.memory) return [...this.memory];
    try {
      const found: unknown = JSON.parse(this.storage?.getItem(KEY) ?? "[]");
      return Array.isArray(found) ? (found as Kept[]) : [];
    } catch {
      return [];
    }
  }

  private write(kept: Kept[]) {
    this.shown = kept;
    try {
      if (!this.storage) throw new Error("no storage");
      this.storage.setItem(KEY, JSON.stringify(kept));
      this.memory = null;
    } catch {
      // Full or forbidden: then it is kept as long as the page.
      this.memory = kept;
    }
    this.notify();
  }

  private notify() {
    for (const listener of this.listeners) listener();
  }
}

/** Two reports of one lesson as one, or nothing when they are of different things. */
function merge(before: Task, after: Task): Task | null {
  if (before.kind !== "progress" || after.kind !== "progress") return null;
  if (before.enrollment !== after.enrollment || before.position !== after.position) return null;
  return {
    ...after,
    told: {
      place: after.told.place ?? before.told.place,
      seconds: Math.max(before.told.seconds ?? 0, after.told.seconds ?? 0),
      finished: before.told.finished || after.told.finished,
    },
  };
}

/**
 * Whether the same may go well later: no connection, a server in trouble, nobody signed in. Only our own
 * server may refuse for good; a school's filter or a café's sign-in page may not.
 */
function isPassing({ status, requestId }: Problem): boolean {
  return status >= 500 || [0, 401, 408, 425, 429].includes(status) || requestId === null;
}
