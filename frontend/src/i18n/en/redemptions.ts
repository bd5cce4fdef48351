/** Typing a code, and what comes of it. */
export const redemptions = {
  box: {
    label: "Your code",
    placeholder: "ABCD-1234",
    submit: "Join",
    empty: "Type the code from your school.",
    hint: "Capital letters, spaces and hyphens do not matter.",
  },
  joined: "You are in {name}",
  joinedOrganization: "You are with {name}",
  alreadyJoined: "You are already in {name}",
  alreadyJoinedOrganization: "You are already with {name}",
  at: "at {organization}",
  courses: { one: "{count} course is open for you", other: "{count} courses are open for you" },
  open: "Open",
  home: "Go to my home page",
  pendingEmail: "One step left for {name}",
  pendingEmailText:
    "Show that the email address is yours: enter the number we send you, and you are in.",
  pendingApproval: "Your request is in",
  pendingApprovalText: "The staff of {name} look at it. You don't have to do anything.",
  confirmLearner: "Join as a learner",
  otherEmail: "Use another email",
  tryAnother: "Try another code",
  notNow: "Not now",
} as const;
