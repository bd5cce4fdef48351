/** The page a join link opens. */
export const join = {
  pageTitle: "Join {name}",
  invited: "Your ticket to",
  at: "at {organization}",
  stepJoin: "You join {name}.",
  stepCourses: {
    one: "{count} course opens for you right away.",
    other: "{count} courses open for you right away.",
  },
  stepCoursesNone: "You see here what your school offers you.",
  /** For whom it is, and who sees what. */
  free: {
    students: "It is free. Your teachers see how you are doing.",
    staff:
      "It is for people who work at the school, and free. Whoever leads it sees how far you are.",
    parents: "It is for parents and guardians, and free. The school sees that you take part.",
    public: "It is for everybody, and free. Whoever leads it sees how far you are.",
  },
  whoDomain: "For email addresses that end in {domains}.",
  till: "Open through {date}.",
  courses: "What you will learn",
  lessons: { one: "{count} lesson", other: "{count} lessons" },
  minutes: { one: "about {count} minute", other: "about {count} minutes" },
  form: "Make a free account and join",
  formSignIn: "Sign in and join",
  submit: "Join",
  submitSignIn: "Sign in and join",
  haveAccount: "I have an account",
  noAccount: "I have no account yet",
  domainHint: "Use your address that ends in {domains}.",
  domainWrong: "This code only works with an address that ends in {domains}.",
  signedInAs: "You are signed in as {name}.",
  notMe: "That is not me",
  alreadyIn: "You are already in {name}",
  closedTitle: "This code is not open",
  closedText: "It may have a typing mistake, it may not be open yet, or it is no longer used.",
  closedNext:
    "Compare each letter and number with the paper or message it came from. If it matches, ask the person who gave it to you.",
  closedSignIn: "Sign in to see what became of it",
  accountReady:
    "Your account is ready all the same. Use it with this code later, or with another one.",
  goOn: "Open my class",
} as const;
