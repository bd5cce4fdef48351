import type { Classroom, RolloverOrder } from "@/api/types";

type Room = RolloverOrder["classrooms"][number];
export type Action = "clone" | "close" | "keep";

/** Where students go: `keep`, `leave`, `clone:` and `room:` with the classroom's id. */
export type Way = "keep" | "leave" | `clone:${string}` | `room:${string}`;

/** What an admin has chosen for one classroom so far. */
export interface Draft {
  room: Classroom;
  action: Action;
  name: string;
  schoolYear: string;
  from: string | null;
  till: string | null;
  newCodes: boolean;
  leadOn: boolean;
  way: Way;
  /** Students who go another way than the rest. */
  own: Record<string, Way>;
}

const YEARS = /\b(20\d\d)(?:([-–/])(20)?(\d\d))?\b/g;

/** A text for the next year: every year in it is one later. "2026-27" becomes "2027-28". */
export const nextYear = (text: string): string =>
  text.replace(YEARS, (_, first: string, dash?: string, century?: string, second?: string) => {
    const year = String(Number(first) + 1);
    if (dash === undefined || second === undefined) return year;
    const next = String((Number(second) + 1) % 100).padStart(2, "0");
    return `${year}${dash}${century ?? ""}${next}`;
  });

// A class that is called after the year of its graduation keeps its name.
const OF_A_YEAR = /\b(?:class of|cohort|promoción|generación)\b/i;

/** What the classroom of the next year is called. */
export const nextName = (name: string): string => (OF_A_YEAR.test(name) ? name : nextYear(name));

/** The same day a year later; February 29 becomes 28. */
export const aYearOn = (day: string | null): string | null => {
  if (day === null) return null;
  const rest = day.slice(4) === "-02-29" ? "-02-28" : day.slice(4);
  return `${String(Number(day.slice(0, 4)) + 1).padStart(4, "0")}${rest}`;
};

const grade = (name: string): number | null => {
  const found = /\b(?:grade|grado|class|year)\s*(\d{1,2})\b/i.exec(name);
  return found?.[1] ? Number(found[1]) : null;
};

/** What is offered first: classrooms are made anew, campaigns close, grades go up. */
export function drafts(rooms: Classroom[]): Draft[] {
  const all = rooms.map((room): Draft => {
    const action: Action = room.kind === "campaign" ? "close" : "clone";
    return {
      room,
      action,
      name: nextName(room.name),
      schoolYear: nextYear(room.school_year ?? ""),
      from: aYearOn(room.starts_on),
      till: aYearOn(room.ends_on),
      newCodes: true,
      leadOn: true,
      way: action === "close" ? "leave" : "keep",
      own: {},
    };
  });
  return all.map((draft) => ({ ...draft, way: firstWay(draft, all) }));
}

function firstWay(draft: Draft, all: Draft[]): Way {
  const here = grade(draft.room.name);
  if (here === null || draft.action !== "clone") return draft.way;
  const up = all.find((other) => grade(other.room.name) === here + 1 && other.action === "clone");
  if (up) return `clone:${up.room.id}`;
  // The highest of several grades leaves.
  return all.some((other) => grade(other.room.name) === here - 1) ? "leave" : "keep";
}

/** Whether a way is open to the students of a classroom, as the others are chosen now. */
export function isOpen(way: Way, draft: Draft, all: Draft[]): boolean {
  if (way === "leave") return true;
  if (way === "keep") return draft.action !== "close";
  const [kind, id] = way.split(":");
  const other = all.find((each) => each.room.id === id);
  if (!other || other.room.id === draft.room.id) return false;
  return kind === "clone" ? other.action === "clone" : other.action === "keep";
}

/** Every way that led to what is not there any more leads to what is likeliest instead. */
export const settled = (all: Draft[]): Draft[] =>
  all.map((draft) => {
    const way = isOpen(draft.way, draft, all)
      ? draft.way
      : draft.action === "close"
        ? "leave"
        : "keep";
    const own = Object.entries(draft.own).filter(
      ([, own]) => own !== way && isOpen(own, draft, all),
    );
    return { ...draft, way, own: Object.fromEntries(own) };
  });

const target = (way: Way): Pick<Room["students"], "into"> & { choice: string } => {
  if (way === "keep" || way === "leave") return { choice: way };
  const [kind, id] = way.split(":");
  return { choice: "promote", into: kind === "clone" ? { clone_of: id } : { classroom_id: id } };
};

/** What is sent: the classrooms about which something is chosen. */
export function order(all: Draft[]): RolloverOrder["classrooms"] {
  const used = new Set(
    all
      .flatMap((draft) => [draft.way, ...Object.values(draft.own)])
      .map((way) => way.split(":")[1]),
  );
  const touched = all.filter(
    (draft) =>
      draft.action !== "keep" ||
      draft.way !== "keep" ||
      Object.keys(draft.own).length > 0 ||
      used.has(draft.room.id),
  );
  return touched.map((draft): Room => {
    const { choice, into } = target(draft.way);
    const exceptions = Object.entries(draft.own).map(([student_id, way]) => ({
      student_id,
      ...target(way),
    }));
    const anew = {
      new_name: draft.name.trim(),
      school_year: draft.schoolYear.trim() || null,
      starts_on: draft.from,
      ends_on: draft.till,
      codes: draft.newCodes ? "new" : "none",
      old_codes_lead_on: draft.newCodes && draft.leadOn,
    };
    return {
      classroom_id: draft.room.id,
      action: draft.action,
      ...(draft.action === "clone" ? anew : {}),
      students: { default: choice, into, exceptions },
    } as Room;
  });
}
