import type {
  Audience,
  Channel,
  Classroom,
  ClassroomKind,
  LocalDate,
  NewClassroom,
  SeatOverflow,
} from "@/api/types";
import { schoolYear } from "@/lib/days";

/** A classroom as the form holds it. */
export interface ClassroomDraft {
  name: string;
  kind: ClassroomKind;
  audience: Audience;
  channel: Channel | null;
  description: string;
  school_year: string | null;
  color: string;
  starts_on: LocalDate | null;
  ends_on: LocalDate | null;
  seat_allotment: number | null;
  seat_overflow: SeatOverflow;
  course_ids: string[];
  staff_ids: string[];
}

export const emptyClassroom = (today: LocalDate): ClassroomDraft => ({
  name: "",
  kind: "classroom",
  audience: "students",
  channel: null,
  description: "",
  school_year: schoolYear(today),
  color: "teal",
  starts_on: null,
  ends_on: null,
  seat_allotment: null,
  seat_overflow: "refuse",
  course_ids: [],
  staff_ids: [],
});

export const draftOfClassroom = (room: Classroom): ClassroomDraft => ({
  name: room.name,
  kind: room.kind,
  audience: room.audience,
  channel: room.channel,
  description: room.description,
  school_year: room.school_year,
  color: room.color,
  starts_on: room.starts_on,
  ends_on: room.ends_on,
  seat_allotment: room.seats?.allotment ?? null,
  seat_overflow: room.seats?.overflow ?? "refuse",
  course_ids: [],
  staff_ids: [],
});

export const creationOfClassroom = (draft: ClassroomDraft): NewClassroom => ({
  ...draft,
  name: draft.name.trim(),
  school_year: draft.school_year?.trim() || null,
  // Only a campaign has a channel; one chosen before the kind was changed is not meant.
  channel: draft.kind === "campaign" ? draft.channel : null,
});
