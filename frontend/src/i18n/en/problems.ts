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
  refused: {
    title: "That did not work",
    text: "Check what you entered and try again.",
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
  "note-of-another": {
    title: "Somebody else wrote this note",
    text: "They can change it, and so can an admin.",
  },
  "same-student": {
    title: "This is the same profile",
    text: "Choose the other one.",
  },
  "merge-undone": {
    title: "Undone already",
    text: "Somebody was quicker. There is nothing left to do.",
  },
  "merge-too-old": {
    title: "Too late to undo",
    text: "A merge can be undone for 30 days.",
  },
  "merge-not-newest": {
    title: "There is a later merge",
    text: "Undo the later merge first.",
  },
  "username-taken": {
    title: "This username is taken",
    text: "Choose another one.",
  },
  "username-invalid": {
    title: "This cannot be a username",
    text: "Use 3 to 40 letters and digits without accents, with dots, hyphens or underscores between them.",
  },
  "card-void": {
    title: "This card no longer works",
    text: "Ask your teacher for a new one.",
  },
  "account-not-kept": {
    title: "This account is in its owner's hands",
    text: 'It has an email address, or works somewhere. They set a new password with "Forgot your password?" on the sign-in page.',
  },
  "account-kept-elsewhere": {
    title: "Another school made this account",
    text: "Only its staff set the password and make the card. The student can ask them.",
  },
  "student-probably-here": {
    title: "Is this somebody who is here already?",
    text: "A student of the same name or mailbox is registered with your organization. Adding them again would spend a seat.",
  },
  "username-with-email": {
    title: "Email or username, not both",
    text: "Who has an email address signs in with it. Leave one of them out.",
  },
  "email-held": {
    title: "This email address belongs to your other account",
    text: "Both accounts have classes of their own, so both stay as they are.",
    next: "Sign out and sign in with this address. If that password is gone, set a new one.",
  },
  "credentials-wrong": {
    title: "This name and password do not go together",
    text: "Check both and try again. If you forgot the password, you can set a new one; with a username, ask your teacher.",
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
    text: "This is not the number from our newest email. Check it, or send a new one.",
  },
  "invitation-accepted": {
    title: "They have accepted already",
    text: "There is nothing left to send.",
  },
  "invitation-withdrawn": {
    title: "This invitation was withdrawn",
    text: "Invite them again instead.",
  },
  "too-many-invitations": {
    title: "That is all the mail for today",
    text: "Your organization has sent 5,000 invitations today, which is as many as it may. Send the rest tomorrow.",
  },
  "addresses-none": {
    title: "No address in it",
    text: "Enter at least one email address.",
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
  "code-looks-alike": {
    title: "This reads like another code",
    text: "O and 0 look alike, and so do I, L and 1. Choose a text nobody can mistake.",
  },
  "successor-unknown": {
    title: "This code can't be the successor",
    text: "Choose another of your codes, one that is not deleted.",
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
  "courses-changed": {
    title: "The courses changed meanwhile",
    text: "They are shown as they are now. Move it again.",
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
  "sign-in-required": {
    title: "You are signed out",
    text: "Sign in again to go on.",
  },
  "role-required": {
    title: "You can't do this",
    text: "Your role does not include it. Ask an admin of your organization.",
  },
  "request-in-progress": {
    title: "Still working on it",
    text: "Your first click is being carried out. Wait a moment, then load the page again.",
  },
  "idempotency-key-reused": {
    title: "This was sent already",
    text: "Load the page again to see what came of it.",
  },
  "verification-code-expired": {
    title: "This number no longer works",
    text: "Send a new one and use that.",
  },
  "email-missing": {
    title: "There is no email address on this account",
    text: "Ask your teacher to add one.",
  },
  "email-invalid": {
    title: "Not an email address",
    text: "Write it in full, such as ana@example.org.",
  },
  "password-length": {
    title: "This password does not fit",
    text: "Use 10 to 200 characters.",
  },
  "display-name-length": {
    title: "This name does not fit",
    text: "Use 1 to 100 characters.",
  },
  "name-length": {
    title: "This name does not fit",
    text: "Make it a little shorter, and don't leave it empty.",
  },
  "too-long": {
    title: "This text is too long",
    text: "Make it a little shorter.",
  },
  "too-many": {
    title: "These are too many at once",
    text: "Choose fewer.",
  },
  "slug-form": {
    title: "Not a short name",
    text: "Use small letters, digits and hyphens, with a letter or digit at both ends.",
  },
  "time-zone-unknown": {
    title: "We don't know this time zone",
    text: "Choose one from the list.",
  },
  "seats-range": {
    title: "Not a number of seats",
    text: "Write a number from 1 to 10,000,000.",
  },
  "allotment-range": {
    title: "Not a number of seats",
    text: "Write a number from 0 to 10,000,000.",
  },
  "too-many-seats": {
    title: "Too many seats",
    text: "That is more than an organization can have. Choose a smaller number.",
  },
  "classroom-deleted": {
    title: "This classroom is deleted",
    text: "Restore it first, then make your change.",
  },
  "too-many-students": {
    title: "Too many students at once",
    text: "At most 5,000 can be chosen. Narrow the search, or go in parts.",
  },
  "nobody-chosen": {
    title: "Nobody is chosen",
    text: "Choose at least one student.",
  },
  "undo-too-late": {
    title: "It is too late to undo this",
    text: "That works for 30 days. Move the students back instead.",
  },
  "part-of-rollover": {
    title: "This is part of a year rollover",
    text: "Undo the rollover as a whole.",
  },
  "student-unknown": {
    title: "We don't know this student",
    text: "Load the list again. The student may have left your organization.",
  },
  "staff-unknown": {
    title: "We don't know this member of staff",
    text: "Load the list again. They may have been taken off it.",
  },
  "course-unknown": {
    title: "We don't know this course",
    text: "Load the list again. It may have been withdrawn.",
  },
  "cap-range": {
    title: "Not a number of students",
    text: "Write a number from 1, or leave it empty.",
  },
  "classroom-required": {
    title: "A classroom is missing",
    text: "Choose one of your classrooms.",
  },
  "classroom-unknown": {
    title: "We don't know this classroom",
    text: "Load the list again. It may have been deleted.",
  },
  "days-missing": {
    title: "No day is chosen",
    text: "Choose at least one day.",
  },
  "time-invalid": {
    title: "Not a time",
    text: "Write hours and minutes.",
  },
  "prefix-length": {
    title: "At most 25 characters",
    text: "Make it shorter, so that the whole code can be typed.",
  },
  "count-range": {
    title: "1 to 5,000 codes",
    text: "Make them in several goes if you need more.",
  },
  "single-use-capped": {
    title: "For one person only",
    text: "A code for one person works once; leave out the other limit.",
  },
  "window-reversed": {
    title: "It closes before it opens",
    text: "Choose a later hour on the same day.",
  },
  "network-invalid": {
    title: "Not a network address",
    text: "Write an address or a range, such as 203.0.113.0/24.",
  },
  "code-open": {
    title: "This code is open for you now",
    text: "Enter it once more to join.",
  },
  "already-in": {
    title: "You are in already",
    text: "You find the class on your home page.",
  },
  "refusal-settled": {
    title: "This is settled already",
    text: "Somebody else was quicker, or the student got in.",
  },
  "still-refused": {
    title: "That would not be enough",
    text: "Something else stands in the way. Nothing was changed.",
  },
  "remedy-unknown": {
    title: "This cannot be done here",
    text: "Load the page again and choose one of the ways it offers.",
  },
  "one-code-at-a-time": {
    title: "These are of several codes",
    text: "Choose students of one code at a time.",
  },
  "password-breached": {
    title: "This password is easy to guess",
    text: "Thieves try it first, or it is made of your name, email, code or school. Use three or four words that have nothing to do with you.",
  },
  "password-wrong": {
    title: "That is not your password",
    text: "This is not the password you have now. Check it and try again.",
  },
  "password-missing": {
    title: "This account has no password yet",
    text: "Ask your teacher to set one. Then you can change this.",
  },
  "email-unchanged": {
    title: "You have this address already",
    text: "Write another one, or leave it as it is.",
  },
  "second-factor-wrong": {
    title: "That is not the right code",
    text: "It may have been used already. Wait for the next code on your phone and type that.",
  },
  "second-factor-required": {
    title: "Set up the second step first",
    text: "This page opens once your account asks for a code from your phone at sign-in.",
  },
  "second-factor-first": {
    title: "You need it yourself first",
    text: "Turn on the second step for your own account. Then you can ask it of your staff.",
  },
  "second-factor-on": {
    title: "The second step is on already",
    text: "To use another phone, turn it off first and set it up again.",
  },
  "second-factor-off": {
    title: "The second step is not on",
    text: "Sign in with your password, and set it up on your account page.",
  },
  "second-factor-not-begun": {
    title: "This took too long",
    text: "Start setting it up again.",
  },
  "second-factor-own": {
    title: "This is your own",
    text: "Turn it off on your account page.",
  },
  "second-factor-elsewhere": {
    title: "This person works elsewhere, too",
    text: "Another organization relies on the same second step. Ask the operator of Homeroom to reset it.",
  },
  "file-empty": {
    title: "There is nobody in this list",
    text: "Check that you chose the right file.",
  },
  "file-too-large": {
    title: "This file is too large",
    text: "Send it in parts, such as one school at a time.",
  },
  "file-unreadable": {
    title: "This file cannot be read as a table",
    text: "Save it as CSV and send it again.",
  },
  "line-too-long": {
    title: "One line of this text is too long",
    text: "Put the addresses on lines of their own.",
  },
  "roster-incomplete": {
    title: "This zip file has no users.csv",
    text: "A roster (OneRoster CSV) has one beside classes.csv and enrollments.csv. Export it again.",
  },
  "too-many-rows": {
    title: "This list is too long",
    text: "An import takes up to 50,000 rows. Send the file in two parts.",
  },
  "unsupported-media-type": {
    title: "This kind of file cannot be imported",
    text: "Send a CSV file, pasted addresses, or a roster as a zip file.",
  },
  "upload-broken-off": {
    title: "The file did not arrive whole",
    text: "Send it again.",
  },
  "workbook-not-csv": {
    title: "This is a workbook, not a list",
    text: "Open it in your spreadsheet program, save it as CSV (UTF-8), and send that file.",
  },
  "zip-unreadable": {
    title: "This zip file cannot be opened",
    text: "Export the roster again, without a password.",
  },
  "column-unknown": {
    title: "There is no such column",
    text: "Choose one of the columns of this file.",
  },
  "decision-unknown": {
    title: "This answer is not known",
    text: "Say whether it is the same person, somebody else, or to be left out.",
  },
  "import-busy": {
    title: "Homeroom is working on this list",
    text: "Try again when it is through.",
  },
  "import-started": {
    title: "This list has been run already",
    text: "How it is read stays as it is. Run what is left, or send the file again.",
  },
  "import-not-running": {
    title: "This list is not running",
    text: "There is nothing to stop. Load the page again.",
  },
  "row-done": {
    title: "This row has been carried out",
    text: "Change the student instead.",
  },
  "course-not-open-yet": {
    title: "This course is not open yet",
    text: "Come back on the day it opens. You find it on your home page.",
  },
  "course-closed": {
    title: "This course is closed",
    text: "Ask your teacher to open it again.",
  },
  "course-not-offered": {
    title: "This course is no longer offered",
    text: "Ask your teacher if you want to go on.",
  },
  "lesson-locked": {
    title: "This lesson is still locked",
    text: "Finish the lessons before it first.",
  },
  "quiz-first": {
    title: "The quiz comes first",
    text: "This lesson is done when you pass its quiz.",
  },
  "attempt-over": {
    title: "This try is over",
    text: "Perhaps you went on with it on another device. Load the page again to see how it went.",
  },
  "no-attempts-left": {
    title: "There are no tries left",
    text: "Ask your teacher for another one.",
  },
  "answer-unfit": {
    title: "This answer does not fit the question",
    text: "Answer it once more.",
  },
  validation: {
    title: "Something needs another look",
    text: "See the marked fields.",
  },
  "attempts-left": {
    title: "There is an attempt left",
    text: "This student can go on without you.",
  },
  "quiz-passed": {
    title: "The quiz is passed",
    text: "This student passed it meanwhile. There is nothing left to do.",
  },
  "course-not-open": {
    title: "This course is not open today",
    text: "Change its days in this classroom first.",
  },
} as const;
