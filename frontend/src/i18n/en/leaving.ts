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
    noAddress: "Your school made this account. Ask an admin there to have it deleted.",
  },
  planned: {
    title: "Your account will be deleted on {date}",
    text: "Until then you can keep it, with everything in it.",
    school: "Your school asked for it. If you want to keep it, ask your teacher before then.",
    signIn: "You are signed out everywhere. To keep your account, sign in before then.",
    keep: "Keep my account",
    kept: "Your account stays.",
  },
  departures: {
    title: "Accounts on their way out",
    text: "The students asked for it, or an admin did. The seats stay spent, and your figures stay as they are.",
    planned: "Their account will be deleted on {day}",
    kept: "Kept their account after all, on {day}",
    done: "Their account was deleted on {day}",
    bySchool:
      "{name} asked for it. Until then you can keep the account. If you need something from this page, write it down before.",
    leftBySchool:
      "{name} asked for it. What is left has no name; the seat stays spent, and your figures stay as they were.",
    asked: "{story}, as {name} asked",
    takenBack: "{name} kept the account after all, on {day}",
    keep: "Keep the account",
    keptDone: "The account stays.",
    leaves:
      "They asked for it, and can take it back until then. If you need something from this page, write it down before.",
    left: "They asked for it. What is left has no name; the seat stays spent, and your figures stay as they were.",
  },
  school: {
    title: "Account and records",
    text: "Without an email, {name} cannot ask for these. Do it for them, or for a parent who asks.",
    copy: "Download a copy",
    copied: "The file is in your downloads.",
    start: "Delete this student’s account and records",
    confirm: "Delete the account of {name}?",
    goes: "What goes: the name, the username, the password, the sign-in card, notes, and every way in.",
    stays:
      "What stays: the seat, which is spent and never comes back, and your numbers, without the name. Lists show “Deleted student”.",
    grace:
      "{name} is signed out at once. Until {day} any admin can keep the account, with everything in it. After that nobody can bring it back. All admins are told.",
    submit: "Delete account and records",
    done: "The account will be deleted on {day}.",
    shared:
      "{name} is at another organization too, with this account. With an email address on it they can get a copy and delete it themselves.",
  },
} as const;
