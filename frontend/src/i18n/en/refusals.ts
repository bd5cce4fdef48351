/** Why a code did not work, for somebody of twelve, and what to do about it. */
export const refusals = {
  "code-unknown": {
    title: "We don't know this code",
    text: "No class uses it.",
    next: "Check each letter and number against the paper or message it came from. If it matches, ask the person who gave it to you.",
  },
  "code-paused": {
    title: "This code is switched off for now",
    text: "The school has paused it.",
    next: "Ask your teacher to switch it back on, then try again.",
  },
  "code-not-yet-valid": {
    title: "This code is not open yet",
    text: "It starts working on a later day.",
    next: "Keep it and try again then, or ask your teacher when it opens.",
  },
  "code-expired": {
    title: "This code has ended",
    text: "Its last day is over.",
    next: "Ask your teacher for a new code.",
  },
  "code-outside-window": {
    title: "This code is closed at this hour",
    text: "It only works at certain times of the week.",
    next: "Try again during school hours, or ask your teacher when it opens.",
  },
  "code-exhausted": {
    title: "This code is used up",
    text: "As many people as it was made for have already joined with it.",
    next: "Ask your teacher to let more people in, or for another code.",
  },
  "code-deleted": {
    title: "This code is no longer used",
    text: "The school does not use it anymore.",
    next: "Ask your teacher for the new code.",
  },
  "domain-not-allowed": {
    title: "This code needs a school email address",
    text: "It only works for certain email addresses, and yours is not one of them.",
    next: "Sign in or sign up with your school email address, then enter the code again.",
  },
  "ip-not-allowed": {
    title: "This code only works at school",
    text: "The network you are on is not one of the school's.",
    next: "Try again from the school's network.",
  },
  "member-blocked": {
    title: "You can't join this class",
    text: "The staff of this class have closed it for you.",
    next: "Talk to your teacher if you think this is a mistake.",
  },
  "member-removed": {
    title: "You were taken out of this class",
    text: "The same code does not let you back in.",
    next: "Ask your teacher to let you in again. They can do it with one click.",
  },
  "license-inactive": {
    title: "The school can't take new students today",
    text: "Its plan is not running at the moment. Your code is fine.",
    next: "Tell your teacher, and try again later.",
  },
  "no-seats-left": {
    title: "The school has no seats left",
    text: "Every new student takes a seat, and all of them are taken. Your code is fine.",
    next: "Tell your teacher. The school can add seats, and then your code works.",
  },
  "classroom-full": {
    title: "This class is full",
    text: "All the seats set aside for it are taken.",
    next: "Tell your teacher. They can make room, and then your code works.",
  },
  "confirm-learner": {
    title: "You work here. Join as a learner?",
    text: "You are on the staff of this organization. This code would make you a learner there too.",
    next: "Join only if you want to take the courses yourself.",
  },
  "too-many-attempts": {
    title: "Too many tries",
    text: "We slow things down after several codes that don't work.",
    next: "Wait a few minutes, look at the code again, and then try once more.",
  },
  "organization-suspended": {
    title: "The school's account is on hold",
    text: "Nobody can join it right now. Your code is fine.",
    next: "Tell your teacher, and try again later.",
  },
} as const;
