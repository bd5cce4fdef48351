/** Everything else that may go wrong. `text` ends with what to do. */
export const problems = {
  offline: {
    title: "No connection",
    text: "We can't reach Homeroom. Check your connection and try again.",
  },
  unexpected: {
    title: "Something went wrong on our side",
    text: "Nothing you entered is lost. Try again in a moment.",
  },
  "not-found": {
    title: "Not found",
    text: "It may have been moved or deleted, or you may not have access to it.",
  },
  "not-allowed": {
    title: "You can't do this",
    text: "Your role does not allow it. Ask an admin of your organization.",
  },
  "session-ended": {
    title: "You are signed out",
    text: "Sign in again to go on.",
  },
  "changed-meanwhile": {
    title: "Somebody changed this meanwhile",
    text: "Load it again to see the change, then make yours.",
  },
  "email-taken": {
    title: "This email address already has an account",
    text: "Sign in instead. If you forgot the password, you can set a new one.",
  },
  "credentials-wrong": {
    title: "Email or password is not right",
    text: "Check both and try again. If you forgot the password, you can set a new one.",
  },
  "too-many-attempts": {
    title: "Too many tries",
    text: "Wait a few minutes, then try again.",
  },
  "email-already-verified": {
    title: "Your email is already verified",
    text: "There is nothing left to do here.",
  },
  "verification-code-wrong": {
    title: "That is not the right number",
    text: "Check the newest email from us, or send a new one.",
  },
  "link-expired": {
    title: "This link no longer works",
    text: "It was used already or is too old. Ask for a new one.",
  },
  "slug-taken": {
    title: "This short name is taken",
    text: "Choose another one.",
  },
  "seats-not-enough": {
    title: "Not enough free seats",
    text: "You are setting aside more seats than are free. Choose a smaller number.",
  },
  "allotment-below-spent": {
    title: "Fewer seats than already spent",
    text: "Spent seats don't come back, so this can't go below them.",
  },
  "code-taken": {
    title: "This code is taken",
    text: "Codes are unique across all schools. Add the year or the room number, for example.",
  },
  "code-not-ascii": {
    title: "Only plain letters, digits and hyphens",
    text: "Leave out accents and other signs, so that everyone can type it.",
  },
  "code-length": {
    title: "4 to 40 characters",
    text: "Make the code a little longer or shorter.",
  },
  "code-characters": {
    title: "Only letters, digits and hyphens",
    text: "Leave out other signs, so that everyone can type it.",
  },
  "domain-invalid": {
    title: "Not an email domain",
    text: "Write what stands after the @, such as hamiltonschools.org.",
  },
  "dates-reversed": {
    title: "The last day is before the first",
    text: "Choose a last day that is the same or later.",
  },
  "cap-below-used": {
    title: "More people have joined already",
    text: "The limit can't be lower than the number who joined with this code.",
  },
  "last-admin": {
    title: "This is the last admin",
    text: "Make somebody else an admin first.",
  },
  "staff-already": {
    title: "Already on the staff",
    text: "This person is on your staff list.",
  },
  validation: {
    title: "Something needs another look",
    text: "See the marked fields.",
  },
} as const;
