import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { offline, Problem } from "@/api/problem";
import { type Kept, Outbox, type Task } from "./outbox";

const progress = (position: number, seconds: number, finished = false): Task => ({
  kind: "progress",
  enrollment: "e1",
  position,
  told: { place: seconds, seconds, finished },
});
const answer = (question: string): Task => ({
  kind: "answer",
  enrollment: "e1",
  position: 1,
  attempt: 1,
  question,
  answer: [0],
});
const refused = (status: number, code: string) =>
  new Problem({ status, code, detail: "No.", request_id: "r1" });

/** A device, and a server that answers as it is told. */
function device() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const arrived: Task[] = [];
  const server: { problem: Problem | null } = { problem: null };
  const send = async ({ task }: Kept) => {
    if (server.problem) throw server.problem;
    arrived.push(task);
    return "taken";
  };
  const open = () => new Outbox(send, storage);
  return { storage, arrived, server, send, open };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it("sends in order, once, and keeps nothing that arrived", async () => {
  const { arrived, open } = device();
  const box = open();
  const tasks = [progress(1, 5), answer("a"), answer("b"), progress(1, 9)];
  for (const task of tasks) box.add("maya", task);
  await Promise.all([box.flush("maya"), box.flush("maya")]);
  expect(arrived).toEqual(tasks);
  expect(box.all()).toEqual([]);
});

it("keeps what cannot be sent, over a reload, and sends it by itself later", async () => {
  const { arrived, server, open } = device();
  server.problem = offline();
  const before = open();
  before.add("maya", answer("a"));
  before.add("maya", answer("b"));
  await before.flush("maya");
  expect(before.trouble).toBe("offline");
  expect(arrived).toEqual([]);

  const after = open();
  expect(after.all().map(({ task }) => task)).toEqual([answer("a"), answer("b")]);
  await after.flush("maya");
  server.problem = null;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(arrived).toEqual([answer("a"), answer("b")]);
  expect(after.trouble).toBeNull();
});

it.each([
  ["no connection", offline()],
  ["a server in trouble", refused(503, "unavailable")],
  ["a server that is asked too much", refused(429, "too-many-requests")],
  ["a school's filter", new Problem({ status: 403 })],
  ["a page that is not ours", new Problem({ status: 404 })],
])("loses nothing to %s", async (_, problem) => {
  const { server, open } = device();
  server.problem = problem;
  const box = open();
  box.add("maya", answer("a"));
  await box.flush("maya");
  expect(box.all()).toHaveLength(1);
  expect(box.trouble).toBe("offline");
});

it("waits for the sign-in, and goes on after it", async () => {
  const { arrived, server, open } = device();
  server.problem = refused(401, "session-ended");
  const box = open();
  box.add("maya", answer("a"));
  await box.flush("maya");
  expect(box.trouble).toBe("signed-out");
  server.problem = null;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(arrived).toEqual([]);
  await box.flush("maya");
  expect(arrived).toEqual([answer("a")]);
});

it("never sends one student's work as another's", async () => {
  const { arrived, open } = device();
  const box = open();
  box.add("maya", progress(1, 5));
  box.add("diego", progress(1, 7));
  await box.flush("diego");
  expect(arrived).toEqual([progress(1, 7)]);
  expect(box.all().map(({ owner }) => owner)).toEqual(["maya"]);
});

it("says what is refused for good, and goes on with the rest", async () => {
  const { arrived, send, storage } = device();
  const box = new Outbox(async (kept) => {
    if (kept.task.kind === "answer") throw refused(409, "attempt-over");
    return send(kept);
  }, storage);
  const heard: string[] = [];
  box.hear({ sent: () => heard.push("sent"), refused: (_, { code }) => heard.push(code) });
  box.add("maya", answer("a"));
  box.add("maya", progress(2, 4));
  await box.flush("maya");
  expect(heard).toEqual(["attempt-over", "sent"]);
  expect(arrived).toEqual([progress(2, 4)]);
  expect(box.all()).toEqual([]);
});

it("tells of one lesson in a row once, and never takes back that it is finished", () => {
  const { open } = device();
  const box = open();
  box.add("maya", progress(1, 50, true));
  box.add("maya", progress(1, 20));
  expect(box.all().map(({ task }) => task)).toEqual([
    { ...progress(1, 50, true), told: { place: 20, seconds: 50, finished: true } },
  ]);
  box.add("maya", progress(2, 1));
  box.add("maya", progress(1, 60));
  expect(box.all()).toHaveLength(3);
});

it("sends again what was said anew while it was on its way", async () => {
  const { storage } = device();
  const arrived: Task[] = [];
  let release = () => {};
  const box = new Outbox(({ task }) => {
    arrived.push(task);
    return arrived.length > 1 ? Promise.resolve() : new Promise<void>((done) => (release = done));
  }, storage);
  box.add("maya", progress(1, 5));
  const flushed = box.flush("maya");
  await vi.advanceTimersByTimeAsync(0);
  box.add("maya", progress(1, 8));
  release();
  await flushed;
  expect(arrived).toEqual([progress(1, 5), progress(1, 8)]);
  expect(box.all()).toEqual([]);
});

it("works without any storage, as long as the page is open", async () => {
  const { arrived, server, send } = device();
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error("full");
    },
  };
  server.problem = offline();
  const box = new Outbox(send, full);
  box.add("maya", answer("a"));
  box.add("maya", answer("b"));
  await box.flush("maya");
  expect(box.all()).toHaveLength(2);
  server.problem = null;
  await box.flush("maya");
  expect(arrived).toEqual([answer("a"), answer("b")]);
});
