/** The wire's shapes, by hand until the generated schema stands in `schema.d.ts`. */

export type Uuid = string;
/** RFC 3339, UTC. */
export type Instant = string;
/** `YYYY-MM-DD`, in the organization's time zone. */
export type LocalDate = string;
export type Role = "admin" | "teacher" | "student";
export type Locale = "en" | "es";

export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}

export interface Named {
  id: Uuid;
  name: string;
}

export interface ProblemField {
  pointer: string;
  code: string;
  detail: string;
}

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  request_id: string;
  errors?: ProblemField[];
}

export interface UserRole {
  organization_id: Uuid;
  organization_name: string;
  role: Role;
}

export interface User {
  id: Uuid;
  email: string | null;
  email_verified: boolean;
  display_name: string;
  locale: Locale;
  operator: boolean;
  roles: UserRole[];
}

export interface SignedIn {
  user: User;
  access_token: string;
  expires_in: number;
}

export interface Registered extends SignedIn {
  redemption: Redemption | null;
  refusal: ProblemBody | null;
}

export interface VerificationConfirmed {
  user: User;
  redemptions: Redemption[];
  refusals: ProblemBody[];
}

export interface ResetLink {
  email: string;
  display_name: string;
  purpose: "invitation" | "reset";
}

export interface Session {
  id: Uuid;
  created_at: Instant;
  last_used_at: Instant;
  user_agent: string;
  current: boolean;
}

export type RedemptionStatus =
  | "redeemed"
  | "already_redeemed"
  | "pending_email"
  | "pending_approval";

export interface Redemption {
  id: Uuid;
  status: RedemptionStatus;
  code: string;
  redeemed_at: Instant | null;
  seat_spent: boolean;
  organization: Named;
  classroom: Named | null;
  enrollments: { course_id: Uuid; title: string }[];
}

export type ClassroomKind = "classroom" | "campaign";
export type Audience = "students" | "staff" | "parents" | "public";
export type Channel = "email" | "social" | "flyer" | "event" | "other";
export type SeatOverflow = "refuse" | "borrow";

export interface MyClassroom {
  id: Uuid;
  name: string;
  kind: ClassroomKind;
  description: string;
  color: string;
  organization: Named;
  joined_at: Instant;
  courses: {
    course_id: Uuid;
    title: string;
    summary: string;
    lessons: number;
    minutes: number;
    topic: string;
  }[];
}

export interface MyEnrollment {
  id: Uuid;
  course: {
    id: Uuid;
    title: string;
    summary: string;
    topic: string;
    lessons: number;
    minutes: number;
  };
  organization: Named;
  enrolled_at: Instant;
}

export interface EmailDomain {
  domain: string;
  include_subdomains: boolean;
}

export interface CodeLookup {
  code: string;
  organization: { name: string };
  classroom: { name: string; kind: ClassroomKind; description: string; color: string } | null;
  courses: { title: string; summary: string; lessons: number; minutes: number }[];
  email_domains: EmailDomain[];
  valid_till: LocalDate | null;
  time_zone: string;
  /** Only when the asker is signed in. */
  already_redeemed?: boolean;
}

export interface OperatorOrganization {
  id: Uuid;
  name: string;
  slug: string;
  time_zone: string;
  status: "active" | "suspended";
  created_at: Instant;
  seats: { granted: number; spent: number; held: number; free: number };
  licenses: number;
  license_active: boolean;
  admins: { display_name: string; email: string }[];
}

export interface NewOrganization {
  name: string;
  slug: string;
  time_zone: string;
  admin_email: string;
  admin_name?: string;
}

export interface License {
  id: Uuid;
  seats: number;
  starts_on: LocalDate;
  ends_on: LocalDate;
  note: string;
  status: "upcoming" | "active" | "ended";
  created_at: Instant;
}

export interface NewLicense {
  seats: number;
  starts_on: LocalDate;
  ends_on: LocalDate;
  note?: string;
}

export interface Organization {
  id: Uuid;
  name: string;
  slug: string;
  time_zone: string;
  contact_email: string | null;
  status: "active" | "suspended";
  role: Role;
  created_at: Instant;
  updated_at: Instant;
}

export interface SeatTotals {
  granted: number;
  spent: number;
  held: number;
  free: number;
  license_active: boolean;
  license_ends_on: LocalDate | null;
}

export type AttentionKind =
  | "license-inactive"
  | "seats-75"
  | "seats-90"
  | "seats-100"
  | "no-classrooms"
  | "no-codes"
  | "no-courses";

export interface Overview {
  students: number;
  joined_this_week: number;
  classrooms: number;
  active_codes: number;
  /** Null for teachers. */
  seats: SeatTotals | null;
  recent: {
    student: { id: Uuid; display_name: string };
    classroom: Named | null;
    code: string | null;
    seat_spent: boolean;
    redeemed_at: Instant;
  }[];
  needs_attention: { kind: AttentionKind }[];
}

export interface Seats extends SeatTotals {
  licenses: License[];
  allotments: {
    classroom: Named;
    allotment: number;
    spent: number;
    held: number;
    overflow: SeatOverflow;
  }[];
}

export interface LedgerEntry {
  id: Uuid;
  sequence: number;
  kind: "granted" | "spent" | "held" | "released";
  seats: number;
  change: { granted: number; spent: number; held: number };
  balance: { granted: number; spent: number; held: number; free: number };
  student: { id: Uuid; display_name: string } | null;
  classroom: Named | null;
  code: { id: Uuid; code: string } | null;
  license_id: Uuid | null;
  actor: { display_name: string } | null;
  occurred_at: Instant;
}

export interface Course {
  id: Uuid;
  title: string;
  summary: string;
  topic: string;
  lessons: number;
  minutes: number;
  catalog: boolean;
  offered_to_everyone: boolean;
}

export interface CourseDetail extends Course {
  lessons_list: { position: number; title: string; minutes: number }[];
}

export interface Classroom {
  id: Uuid;
  name: string;
  kind: ClassroomKind;
  description: string;
  audience: Audience;
  channel: Channel | null;
  school_year: string | null;
  color: string;
  starts_on: LocalDate | null;
  ends_on: LocalDate | null;
  members: number;
  codes: number;
  courses: number;
  staff: { staff_id: Uuid; display_name: string }[];
  /** Null for teachers. */
  seats: { allotment: number | null; spent: number; held: number; overflow: SeatOverflow } | null;
  deleted_at: Instant | null;
  created_at: Instant;
  updated_at: Instant;
}

export interface NewClassroom {
  name: string;
  kind: ClassroomKind;
  audience: Audience;
  description?: string;
  channel?: Channel | null;
  school_year?: string | null;
  color?: string;
  starts_on?: LocalDate | null;
  ends_on?: LocalDate | null;
  seat_allotment?: number | null;
  seat_overflow?: SeatOverflow;
  course_ids?: Uuid[];
  staff_ids?: Uuid[];
}

export interface Member {
  student_id: Uuid;
  display_name: string;
  email: string | null;
  email_verified: boolean;
  joined_at: Instant;
  joined_by: "code" | "staff";
  code: string | null;
  enrollments: number;
  seat_spent: boolean;
}

export type CodeState = "scheduled" | "active" | "paused" | "expired" | "exhausted" | "deleted";

export interface Code {
  id: Uuid;
  code: string;
  classroom: Named | null;
  enabled: boolean;
  valid_from: LocalDate | null;
  valid_till: LocalDate | null;
  time_zone: string;
  max_redemptions: number | null;
  redemptions: number;
  pending: number;
  email_domains: EmailDomain[];
  course_ids: Uuid[] | null;
  assigned_staff: { staff_id: Uuid; display_name: string } | null;
  channel: Channel | null;
  note: string;
  state: CodeState;
  exposure: { seats: number; limited_by: "cap" | "classroom" | "license" | "closed" };
  join_url: string;
  created_at: Instant;
  updated_at: Instant;
}

export interface NewCode {
  code?: string;
  classroom_id?: Uuid | null;
  enabled?: boolean;
  valid_from?: LocalDate | null;
  valid_till?: LocalDate | null;
  max_redemptions?: number | null;
  email_domains?: { domain: string; include_subdomains?: boolean }[];
  course_ids?: Uuid[] | null;
  assigned_staff_id?: Uuid | null;
  channel?: Channel | null;
  note?: string;
}

export interface CodeRedemption {
  id: Uuid;
  student: { id: Uuid; display_name: string };
  email_used: string | null;
  seat_spent: boolean;
  redeemed_at: Instant;
}

export interface Student {
  id: Uuid;
  display_name: string;
  email: string | null;
  email_verified: boolean;
  registered_at: Instant;
  classrooms: Named[];
}

export interface StudentDetail extends Student {
  seat: { spent_at: Instant; code: string | null; classroom: Named | null } | null;
  redemptions: {
    code: string;
    classroom: Named | null;
    redeemed_at: Instant;
    seat_spent: boolean;
  }[];
  enrollments: { course_id: Uuid; title: string }[];
}

export interface StaffMember {
  staff_id: Uuid;
  display_name: string;
  email: string;
  role: "admin" | "teacher";
  title: string;
  /** The person has set a password. */
  account_ready: boolean;
  classrooms: Named[];
  added_at: Instant;
}

export interface NewStaffMember {
  email: string;
  display_name?: string;
  role: "admin" | "teacher";
  title?: string;
  classroom_ids?: Uuid[];
}
