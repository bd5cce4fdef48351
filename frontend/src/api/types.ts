import type { components } from "./schema";
import type { Complete } from "./wire";

/** The contract's shapes under the names the screens use. */
type Schemas = components["schemas"];
type Shown<Name extends keyof Schemas> = Complete<Schemas[Name]>;

export type {
  AttentionKind,
  Audience,
  Channel,
  ClassroomKind,
  CodeState,
  ForecastVerdict,
  GuardMode,
  ImportOutcome,
  ImportResult,
  RedemptionStatus,
  RefusalReason,
  Role,
  SeatOverflow,
} from "./wire";

export type Uuid = string;
/** RFC 3339, UTC. */
export type Instant = string;
/** `YYYY-MM-DD`, in the organization's time zone. */
export type LocalDate = string;
export type Locale = User["locale"];

export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}

export type Named = Shown<"Named">;
export type ProblemBody = Shown<"Problem">;
export type ProblemField = Shown<"FieldError">;

export type User = Shown<"User">;
export type SignedIn = Shown<"Session">;
export type Registered = Shown<"Registered">;
export type VerificationConfirmed = Shown<"Confirmed">;
export type ResetLink = Shown<"PasswordLink">;
export type Session = Shown<"MySession">;
export type AccountChange = Shown<"AccountChange">;
export type FactorSecret = Shown<"FactorSecret">;
export type MyClassroom = Shown<"MyClassroom">;
export type MyEnrollment = Shown<"MyEnrollment">;

export type Redemption = Shown<"Redemption">;
export type CodeLookup = Shown<"CodePreview">;
export type EmailDomain = Shown<"EmailDomain">;
export type Code = Shown<"Code">;
export type NewCode = Schemas["CodeRequest"];
export type CodeBatch = Shown<"CodeBatch">;
export type NewBatch = Schemas["BatchRequest"];
export type CodeCheck = Shown<"CodeCheck">;
export type CodeWarning = Shown<"CodeWarning">;
export type CodePatch = Schemas["CodePatch"];
export type ExposureReading = Shown<"ExposureReading">;
export type ExposureRemedy = Shown<"ExposureRemedy">;
export type CodeAlert = Shown<"CodeAlert">;
export type LeakGuard = Shown<"LeakGuard">;
export type GuardChanges = Schemas["LeakGuardPatch"];
export type GuardRehearsal = Shown<"GuardRehearsal">;
export type RehearsedPause = Shown<"RehearsedPause">;
export type Thresholds = Shown<"LeakGuardThresholds">;
export type CodeChange = Shown<"CodeChange">;
export type CodeRedemption = Shown<"CodeRedemption">;
export type WeeklyWindow = Shown<"WeeklyWindow">;
export type Approval = Shown<"Approval">;

export type Import = Shown<"Import">;
export type ImportColumns = Shown<"ImportColumns">;
export type ImportPreview = Shown<"ImportPreview">;
export type ImportLine = Shown<"ImportLine">;
export type ImportPatch = Schemas["ImportPatch"];

export type RefusalCase = Shown<"RefusalCase">;
export type RemedyOffer = Shown<"RemedyOffer">;
export type Settlement = Schemas["Settlement"];

export type OperatorOrganization = Shown<"OperatorOrganization">;
export type NewOrganization = Schemas["OrganizationRequest"];
export type Organization = Shown<"Organization">;
export type Overview = Shown<"Overview">;

export type License = Shown<"License">;
export type NewLicense = Schemas["LicenseRequest"];
export type SeatTotals = Shown<"SeatTotals">;
export type Seats = Shown<"Seats">;
export type SeatProof = Shown<"SeatProof">;
export type LedgerEntry = Shown<"LedgerEntry">;

export type Course = Shown<"Course">;
export type ClassroomCourse = Shown<"ClassroomCourse">;
export type CourseDetail = Shown<"CourseWithLessons">;

export type TakenCourse = Shown<"TakenCourse">;
export type TakenCoursePage = Shown<"TakenCoursePage">;
export type TakenLesson = Shown<"TakenLesson">;
export type OpenLesson = Shown<"OpenLesson">;
export type TakenQuiz = Shown<"TakenQuiz">;
export type AskedQuestion = Shown<"AskedQuestion">;
export type Verdict = Shown<"Verdict">;
export type Answered = Shown<"Answered">;
export type Given = Schemas["Given"];
export type LessonProgress = Schemas["LessonProgress"];

export type Classroom = Shown<"Classroom">;
export type NewClassroom = Schemas["ClassroomRequest"];
export type Block = Shown<"Block">;
export type Member = Shown<"Member">;

export type InvitationPreview = Shown<"InvitationPreview">;
export type AcceptedInvitation = Shown<"AcceptedInvitation">;
export type Invitation = Shown<"Invitation">;
export type InvitationPlan = Shown<"InvitationPlan">;
export type InvitationFigures = Shown<"InvitationFigures">;
export type InvitationRequest = Schemas["InvitationRequest"];
export type Team = Shown<"Team">;
export type TeamRequest = Schemas["TeamRequest"];
export type Stay = Shown<"Stay">;
export type StaysShown = "all" | "present" | "former";
export type Transfer = Shown<"Transfer">;
export type NewTransfer = Schemas["TransferRequest"];
export type SelectedStudents = Schemas["SelectionRequest"];
export type NewCohortClassroom = Schemas["ReconstituteRequest"];

export type Student = Shown<"Student">;
export type StudentDetail = Shown<"StudentPage">;
export type NewStudent = Schemas["StudentRequest"];
export type AddedStudent = Shown<"AddedStudent">;
export type CardOwner = Shown<"CardOwner">;
export type NewCard = Shown<"NewCard">;
export type GivenPassword = Shown<"GivenPassword">;
export type StudentNote = Shown<"StudentNote">;
export type Duplicate = Shown<"Duplicate">;
export type MergePreview = Shown<"MergePreview">;
export type MergeSide = Shown<"MergeSide">;
export type Departure = Shown<"Departure">;
export type Merge = Shown<"Merge">;
export type StaffMember = Shown<"StaffMember">;

export type Rollover = Shown<"Rollover">;
export type RolloverOrder = Schemas["RolloverRequest"];
export type RolloverPlan = Shown<"RolloverPlan">;
export type PlannedStudent = RolloverPlan["students"]["items"][number];
export type RolledClassroom = Shown<"RolledClassroom">;

export type CourseStudent = Shown<"CourseStudent">;
export type MissedQuestion = Shown<"MissedQuestion">;
