/** The page behind the link of an invitation. */
export const invited = {
  pageTitle: "Your invitation to {name}",
  to: "You are invited to",
  at: "at {organization}",
  by: "{name} invites you.",
  until: "Open through {date}.",
  newFor: "Your account is for {email}.",
  submit: "Join",
  haveAccount: "I have an account",
  signInTitle: "Sign in and join",
  signInText: "{email} has an account already.",
  submitSignIn: "Sign in and join",
  noAccount: "I have no account yet",
  signedInAs: "You are signed in as {name}, {email}.",
  joinAs: "Join as {name}",
  notMe: "That is not me",
  otherTitle: "This invitation is for {email}",
  otherText:
    "You are signed in as {name}, {mine}. Join as who you are, or with the invited address; it counts once either way.",
  otherKnown:
    "You are signed in as {name}, {mine}. {organization} knows {email} already, so join with that address: nobody is counted twice.",
  otherUnproven:
    "You are signed in as {name}, {mine}, and have not confirmed that address yet. Join with the invited one, or confirm yours first.",
  otherWithout: "You are signed in as {name}, without an email address. Join with the invited one.",
  useInvited: "Join with {email}",
  confirmMine: "Confirm my address",
  learnerTitle: "You work here",
  learnerText: "Joining makes you a learner as well, which may spend a seat.",
  joinLearner: "Join as a learner",
  joined: "You are in {name}",
  joinedText: "Everything is ready.",
  goOn: "Open my class",
  home: "Go to my page",
  alreadyIn: "You are already in {name}",
  noSeat: "There is no seat free right now",
  noSeatText:
    "Your account is ready and your invitation stays open. {organization} sees that you are waiting; come back by the same link.",
  signIn: "Sign in",
  haveCode: "I have a code",
  writeTo: "Write to {email}",
  accepted: {
    title: "This invitation was used already",
    text: "Each one works once. If that was you, sign in and you are in {name}.",
  },
  withdrawn: {
    title: "This invitation was taken back",
    text: "If you think that is a mistake, ask {who}.",
  },
  expired: {
    title: "This invitation has run out",
    text: "Ask {who} for a new one. That is one click for them.",
  },
  replaced: {
    title: "You have a newer invitation",
    text: "We sent you another email after this one. Open the link in the newest of them.",
  },
  closed: {
    title: "{name} is closed right now",
    text: "Nobody can join at the moment. Ask {who} when it opens.",
  },
  unknown: {
    title: "This link is not whole",
    text: "Part of it may have been lost on the way. Open it from the email once more.",
  },
  whoElse: "the school",
} as const;
