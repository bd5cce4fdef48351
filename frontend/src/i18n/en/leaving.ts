/** A copy of what is kept about a person, and the deletion of their account. */
export const leaving = {
  title: "Your data",
  deletedStudent: "Deleted student",
  copy: {
    text: "Everything we keep about you, at every school: your account, classrooms, courses, codes, and when you signed in. One file, made at once.",
    get: "Get a copy",
    password: "Your password, so that nobody else gets it.",
    download: "Download",
    done: "The file is in your downloads.",
  },
  remove: {
    text: "You have 14 days to change your mind.",
    start: "Delete account",
    goes: "What goes: your name, your email, your password, when you signed in, and every way in.",
    stays:
      "What stays: the seats that schools spent on you, and their numbers, without your name. Classrooms show “Deleted student”. Your schools are told.",
    grace:
      "You are signed out at once. For 14 days you can sign in and keep your account. After that nobody can bring it back.",
    submit: "Delete my account",
    noAddress: "Your school made this account. Ask your teacher to have it deleted.",
  },
  planned: {
    title: "Your account will be deleted on {date}",
    text: "Until then you can keep it, with everything in it.",
    signIn: "You are signed out everywhere. To keep your account, sign in before then.",
    keep: "Keep my account",
    kept: "Your account stays.",
  },
  departures: {
    title: "Accounts on their way out",
    text: "These students asked to have their accounts deleted. The seats stay spent, and your figures stay as they are.",
    planned: "Their account will be deleted on {day}",
    kept: "Kept their account after all, on {day}",
    done: "Their account was deleted on {day}",
    leaves:
      "They asked for it, and can take it back until then. If you need something from this page, write it down before.",
    left: "They asked for it. What is left has no name; the seat stays spent, and your figures stay as they were.",
  },
} as const;
