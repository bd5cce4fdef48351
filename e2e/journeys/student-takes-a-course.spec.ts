import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { type Person, signIn } from "../support/api";
import { give, giveRest, Learner, step } from "../support/course";
import { enroll, handOutCode, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** A class with one course, somebody in it, and what a classmate found out to be right. */
async function openCourse() {
  const school = await openSchool();
  const room = await openClassroom(school, "3rd Period Health", { courses: 1 });
  const { code } = await handOutCode(school, room.id);
  const classmate = await Learner.of(await signIn(await enroll(code, "Noah Schmidt")));
  const maya = await enroll(code, "Maya Chen");
  return { room, title: room.courses[0] ?? "", classmate, maya };
}

async function signInHere(page: Page, person: Person): Promise<void> {
  await expect(page.getByRole("heading", { name: "Sign in to go on" })).toBeVisible();
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await step(page, "Sign in").tap();
}

test("a student takes a course to its certificate, on a bad connection", async ({
  page,
  context,
}) => {
  const { room, title, classmate, maya } = await openCourse();
  const first = await classmate.sit(1);
  const asMaya = await Learner.of(await signIn(maya));

  await signInOn(page, maya);
  await expect(page.getByText("Lesson 1 of 7")).toBeVisible();
  await expectAccessible(page, "student home with a course");
  await page.getByRole("link", { name: room.name }).tap();
  await expect(page.getByText("Required")).toBeVisible();
  await expectAccessible(page, "classroom with a course");
  await step(page, "Start the course").tap();

  // The lesson: read to the middle, left, and opened again there.
  const lesson = await asMaya.lesson(1);
  await expect(page.getByRole("heading", { level: 1, name: lesson.title })).toBeVisible();
  await expectAccessible(page, "lesson");
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
  await expect(async () => expect((await asMaya.lesson(1)).place).toBeGreaterThan(300)).toPass();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: lesson.title })).toBeAttached();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(300);

  // The quiz: the connection goes after the first question, and comes back after the third.
  await step(page, "Start the quiz").tap();
  await step(page, "Check").tap();
  await expect(page.getByText("Choose an answer first.")).toBeVisible();
  await expectAccessible(page, "question");
  await give(page, 1, first.length, first[0]);
  await expect(page.getByRole("heading", { name: "That is right" })).toBeFocused();
  await expectAccessible(page, "verdict");
  await step(page, "Next question").tap();
  await context.setOffline(true);
  for (const number of [2, 3]) {
    await give(page, number, first.length, first[number - 1]);
    await expect(page.getByText("Your answer is saved on this device.")).toBeVisible();
    await expect(page.getByText("It will be sent when you are online again.")).toBeVisible();
    if (number === 2) await step(page, "Next question").tap();
  }
  await expectAccessible(page, "answer without a connection");
  expect((await asMaya.lesson(1)).quiz?.verdicts).toHaveLength(1);
  await context.setOffline(false);
  await expect(page.getByRole("heading", { name: "That is right" })).toBeFocused();
  await expect(page.getByText("It will be sent when you are online again.")).toBeHidden();
  expect((await asMaya.lesson(1)).quiz?.verdicts).toHaveLength(3);
  await step(page, "Next question").tap();
  await giveRest(page, 4, first);
  await expect(page.getByText("You passed.")).toBeVisible();
  await expectAccessible(page, "result of a quiz");
  await step(page, "Back to the text").tap();
  await step(page, "See my answers").tap();
  await expect(page.getByText("You passed.")).toBeVisible();

  // The next lesson: a reload in the middle of its quiz, and then the sign-in is gone.
  const second = await classmate.sit(2);
  await page.getByRole("link", { name: /^Next: / }).tap();
  await step(page, "Start the quiz").tap();
  await give(page, 1, second.length, second[0]);
  await expect(page.getByRole("heading", { name: "That is right" })).toBeFocused();
  await page.reload();
  await expect(page.getByText(`Question 2 of ${second.length}`)).toBeVisible();
  await context.clearCookies();
  await page.reload();
  await signInHere(page, maya);
  await giveRest(page, 2, second);

  // The lessons between are taken elsewhere; the last one finishes the course.
  const { lessons } = await asMaya.course();
  for (let position = 3; position < lessons; position += 1) {
    await asMaya.sit(position, await classmate.sit(position));
  }
  const last = await classmate.sit(lessons);
  await page.goto("/home");
  await expect(page.getByText(`Lesson ${lessons} of ${lessons}`)).toBeVisible();
  await step(page, "Continue").tap();
  await step(page, "Start the quiz").tap();
  await giveRest(page, 1, last);
  await step(page, "See my certificate").tap();
  await expect(
    page.getByRole("heading", { level: 1, name: `You finished ${title}` }),
  ).toBeVisible();
  const { certificate } = await asMaya.course();
  await expect(page.getByText(certificate ?? "no certificate")).toBeVisible();
  await expectAccessible(page, "finished course");
  await step(page, "Back to my home page").tap();
  await expect(page.getByText("Finished", { exact: true })).toBeVisible();
});

test("the sign-in ends while a question is answered, and nothing is lost", async ({
  page,
  context,
}) => {
  const { classmate, maya } = await openCourse();
  const right = await classmate.sit(1);
  const asMaya = await Learner.of(await signIn(maya));
  await signInOn(page, maya);
  await step(page, "Start the course").tap();
  await step(page, "Start the quiz").tap();
  await context.clearCookies();
  await page.route("**/api/v1/me/**", (route) =>
    route.fulfill({
      status: 401,
      contentType: "application/problem+json",
      json: { status: 401, code: "sign-in-required", request_id: "r" },
    }),
  );
  await give(page, 1, right.length, right[0]);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("You were signed out.")).toBeVisible();
  await expectAccessible(page, "signed out in a quiz");
  await page.unroute("**/api/v1/me/**");
  await dialog.getByLabel("Email").fill(maya.email);
  await dialog.getByLabel("Password", { exact: true }).fill(maya.password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).tap();
  await expect(page.getByRole("heading", { name: "That is right" })).toBeVisible();
  expect((await asMaya.lesson(1)).quiz?.verdicts).toHaveLength(1);
});

test("a course that is not offered any more, or not mine, says so", async ({ page }) => {
  const { classmate, maya, room } = await openCourse();
  const api = await signIn(maya);
  const { enrollment } = await Learner.of(api);
  await signInOn(page, maya);
  await page.goto(`/courses/${classmate.enrollment}`);
  await expect(page.getByRole("heading", { name: "This course is not here" })).toBeVisible();
  await expectAccessible(page, "a course that is not mine");
  await api.DELETE("/api/v1/me/classrooms/{classroom_id}", {
    params: { path: { classroom_id: room.id } },
  });
  for (const path of [`/courses/${enrollment}`, `/courses/${enrollment}/1`]) {
    await page.goto(path);
    await expect(
      page.getByRole("heading", { name: "This course is no longer offered" }),
    ).toBeVisible();
    await expectAccessible(page, "a course that is not offered");
  }
});
