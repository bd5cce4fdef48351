import type { components, paths } from "./schema";

/**
 * The generated contract, turned into what the client's functions take and give: a path that does
 * not exist, a field too many or an answer misread does not compile.
 */
export type Method = "get" | "post" | "put" | "patch" | "delete";

type Base = "/api/v1";
type Known = keyof paths & `${Base}${string}`;
type Success = 200 | 201 | 202 | 204;

/** The paths that answer to a method, without the base they all share. */
export type PathFor<M extends Method> = {
  [P in Known]: paths[P] extends Record<M, { responses: unknown }>
    ? P extends `${Base}${infer Rest}`
      ? Rest
      : never
    : never;
}[Known];

type Operation<M extends Method, P extends string> = `${Base}${P}` extends Known
  ? paths[`${Base}${P}`][M]
  : never;

type Content<T> = T extends { content: infer C } ? C[keyof C] : undefined;

/** The body of the success, whichever of the successes it is; nothing where there is none. */
export type Answer<M extends Method, P extends string> =
  Operation<M, P> extends { responses: infer R }
    ? Complete<{ [S in keyof R & Success]: Content<R[S]> }[keyof R & Success]>
    : never;

type PathValues<O> = O extends { parameters: { path: infer V } } ? { path: V } : unknown;

/** Null and undefined are left out of the address. */
type QueryValues<O> = O extends { parameters: { query?: infer Q } }
  ? { query?: { [K in keyof Q]?: Q[K] | null } }
  : unknown;

type BodyValue<O> = O extends { requestBody: infer R } ? { body: Content<R> } : unknown;

interface Extras {
  /** One key for each thing a person does, kept for retries: see `useAction`. */
  idempotencyKey?: string;
  /** The version the person was looking at (`"v3"`), sent as If-Match. */
  ifMatch?: string;
  signal?: AbortSignal;
  /** Goes out even if the page is left meanwhile; for small bodies. */
  keepalive?: boolean;
}

export type Options<M extends Method, P extends string> = Extras &
  PathValues<Operation<M, P>> &
  QueryValues<Operation<M, P>> &
  BodyValue<Operation<M, P>>;

type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];

/** The options may be left out where none is needed. */
export type Args<M extends Method, P extends string> =
  RequiredKeys<Options<M, P>> extends never ? [options?: Options<M, P>] : [options: Options<M, P>];

type Schemas = components["schemas"];

/** In an answer every field stands, null where there is nothing to say. */
export type Complete<T> = T extends (infer Item)[]
  ? Complete<Item>[]
  : T extends object
    ? Whole<T, WordsOf<T>>
    : T;

type Whole<T, W> = [W] extends [never]
  ? { [K in keyof T]-?: Complete<Defined<T[K]>> }
  : { [K in keyof T]-?: K extends keyof W ? W[K] : Complete<Defined<T[K]>> };

type Defined<T> = Exclude<T, undefined>;

/** The words of the schema that `T` is, if it is one with words. */
type WordsOf<T> = {
  [K in keyof Words]: [T, Schemas[K]] extends [Schemas[K], T] ? Words[K] : never;
}[keyof Words];

export type Role = "admin" | "teacher" | "student";
export type ClassroomKind = "classroom" | "campaign";
export type Audience = "students" | "staff" | "parents" | "public";
export type Channel = "email" | "social" | "flyer" | "event" | "other";
export type SeatOverflow = "refuse" | "borrow";
export type CodeState =
  | "scheduled"
  | "active"
  | "paused"
  | "outside-window"
  | "expired"
  | "exhausted"
  | "deleted";
export type RedemptionStatus =
  | "redeemed"
  | "already_redeemed"
  | "pending_email"
  | "pending_approval";
export type AttentionKind =
  | "codes-paused-by-guard"
  | "imports-wait"
  | "invitations-wait-for-seats"
  | "license-inactive"
  | "license-ends-7"
  | "license-ends-30"
  | "seats-75"
  | "seats-90"
  | "seats-100"
  | "no-classrooms"
  | "no-codes"
  | "no-courses";
export type ExposureLimit = "cap" | "classroom" | "license" | "approval" | "closed";
export type GuardMode = "on" | "rehearse" | "off";
export type GuardReason = "burst" | "first-use" | "domains" | "refused";
export type ExposureRule = "approval" | "domain" | "network" | "hours" | "last-day";
export type RemedyKind = "switch-off" | "limit" | "domain" | "last-day" | "hours" | "approval";

export type ForecastVerdict =
  | "runs-out"
  | "outlasts-license"
  | "quiet"
  | "too-early"
  | "used-up"
  | "no-license";

export type InvitationState = "sent" | "opened" | "accepted" | "expired" | "withdrawn" | "bounced";
export type ImportOutcome =
  | "new"
  | "joins"
  | "here"
  | "asks"
  | "duplicate"
  | "no-address"
  | "bad-address"
  | "blocked"
  | "classroom-unknown"
  | "classroom-needed"
  | "teacher"
  | "staff"
  | "skipped";
export type ImportResult = "registered" | "joined" | "here" | "staff" | "left-out" | "refused";

export type RefusalReason =
  | "organization-suspended"
  | "code-deleted"
  | "code-paused"
  | "code-not-yet-valid"
  | "code-expired"
  | "code-outside-window"
  | "code-exhausted"
  | "domain-not-allowed"
  | "ip-not-allowed"
  | "member-blocked"
  | "member-removed"
  | "license-inactive"
  | "classroom-full"
  | "no-seats-left";
export type RemedyName =
  | "extend-date"
  | "open-today"
  | "switch-on"
  | "remove-hours"
  | "add-domain"
  | "raise-limit"
  | "lend-seats"
  | "borrow"
  | "restore-classroom"
  | "unblock"
  | "re-admit"
  | "let-in"
  | "dismiss";

export type JoinedBy =
  | "code"
  | "staff"
  | "invitation"
  | "import"
  | "transfer"
  | "rollover"
  | "merge";

/** The fixed sets of words that the contract names in its descriptions only. */
interface Words {
  AccountChange: {
    kind:
      | "password-changed"
      | "password-reset"
      | "address-changed"
      | "address-restored"
      | "second-factor-on"
      | "second-factor-off"
      | "second-factor-reset"
      | "recovery-code-used"
      | "recovery-codes-renewed";
  };
  Allotment: { overflow: SeatOverflow };
  Classroom: { kind: ClassroomKind; audience: Audience; channel: Channel | null };
  ClassroomSeats: { overflow: SeatOverflow };
  Code: { state: CodeState; channel: Channel | null };
  CodeBatch: { state: CodeState };
  CodeChange: {
    kind:
      | "made"
      | "switched_on"
      | "switched_off"
      | "paused_by_guard"
      | "edited"
      | "rotated"
      | "deleted";
  };
  Exposure: { limited_by: ExposureLimit };
  ExposureReading: { limited_by: ExposureLimit; narrowed_by: ExposureRule[] };
  ExposureLimit: { limit: "cap" | "classroom" | "license" };
  ExposureRemedy: { kind: RemedyKind };
  CodeAlert: {
    kind: "paused" | "noted";
    reason: GuardReason;
    settled_how: "resumed" | "kept-off" | "noted" | null;
  };
  Import: {
    source: "paste" | "csv" | "oneroster";
    state: "checking" | "ready" | "running" | "done" | "cancelled";
    outcomes: { name: ImportOutcome; rows: number }[];
    results: { name: ImportResult; rows: number }[];
  };
  ImportLine: {
    outcome: ImportOutcome | null;
    decision: "same" | "other" | "skip" | null;
    result: ImportResult | null;
  };
  LeakGuard: { mode: GuardMode };
  RehearsedPause: { reason: GuardReason };
  Invitation: { state: InvitationState };
  InvitationPreview: {
    state: "open" | "accepted" | "withdrawn" | "closed" | "replaced" | "expired";
  };
  InvitationLine: {
    outcome: "new" | "again" | "just-sent" | "member" | "blocked" | "repeated" | "invalid";
  };
  InvitingClassroom: { audience: Audience };
  TeamLine: { outcome: "invited" | "added" | "already" | "repeated" | "invalid" };
  LedgerEntry: { kind: "granted" | "spent" | "held" | "released" };
  License: { status: "upcoming" | "active" | "ended" };
  Duplicate: {
    reason:
      | "same-address"
      | "same-name-and-domain"
      | "same-name-and-classroom"
      | "same-name-one-without-address";
  };
  Member: { joined_by: JoinedBy };
  MyClassroom: { kind: ClassroomKind };
  NeedsAttention: { kind: AttentionKind };
  OperatorOrganization: { status: "active" | "suspended" };
  Organization: { status: "active" | "suspended"; role: Role };
  PasswordLink: { purpose: "invitation" | "reset" };
  PreviewClassroom: { kind: ClassroomKind; audience: Audience };
  Redemption: { status: RedemptionStatus };
  SeatForecast: { verdict: ForecastVerdict };
  RefusalCase: {
    reason: RefusalReason;
    obstacle: RefusalReason | null;
    state: "open" | "settled" | "joined";
    ask: "admin" | "operator" | null;
  };
  RefusalEnd: { remedy: RemedyName };
  RolledClassroom: { action: "clone" | "close" | "keep" };
  Rollover: { status: "running" | "done" | "undoing" | "undone" };
  RemedyOffer: { remedy: RemedyName; still_refused: RefusalReason | null };
  Stay: {
    joined_by: JoinedBy;
    left_how: "left" | "removed" | "transferred" | "rollover" | "merged" | "undone" | null;
  };
  Transfer: { kind: "move" | "copy" | "remove"; how: "transfer" | "rollover" };
  StudentStay: {
    joined_by: JoinedBy;
    left_how: "left" | "removed" | "transferred" | "rollover" | "merged" | "undone" | null;
  };
  StaffMember: { role: "admin" | "teacher"; state: "invited" | "accepted" };
  User: { locale: "en" | "es" };
  UserRole: { role: Role };
}
