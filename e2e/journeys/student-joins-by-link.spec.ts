import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { handOutCode, openClassroom, openSchool, somebody } from "../support/school";

// A phone, and fingers that know their way around it: about 65 words a minute.
test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
const typing = { delay: 180 };

test("a student follows a join link, signs up in one form and is in the classroom", async ({
  page,
}) => {
  const school = await openSchool();
  const room = await openClassroom(school, "3rd Period Health");
  const { join_url } = await handOutCode(school, room.id);
  const sam = somebody("Sam Rivera");

  const begun = Date.now();
  await page.goto(join_url);
  await expect(page.getByRole("heading", { name: room.name })).toBeVisible();
  await expect(page.getByText(`at ${school.name}`)).toBeVisible();
  for (const course of room.courses)
    await expect(page.getByText(course, { exact: true })).toBeAttached();
  const looked = Date.now() - begun;
  await expectAccessible(page, "join page");

  const typed = Date.now();
  await page.getByLabel("Your name").pressSequentially(sam.name, typing);
  await page.getByLabel("Email").pressSequentially("sam@example.org", typing);
  await page.getByLabel("Password", { exact: true }).pressSequentially("paper boat sails", typing);
  await page.getByLabel("Email").fill(sam.email); // the one that no other run has
  await page.getByRole("button", { name: "Join", exact: true }).tap();
  await expect(page.getByText(`You are in ${room.name}`)).toBeVisible();
  const enrolled = looked + Date.now() - typed;
  test.info().annotations.push({ type: "link to enrolled", description: `${enrolled} ms` });
  console.log(`link to enrolled, at typing speed: ${(enrolled / 1000).toFixed(1)} s`);

  await expect(page).toHaveURL(/\/classrooms\//);
  await expect(page.getByRole("heading", { level: 1, name: room.name })).toBeVisible();
  for (const course of room.courses)
    await expect(page.getByText(course, { exact: true }).first()).toBeVisible();
  await expectAccessible(page, "classroom");

  await page.goto("/home");
  await expect(page.getByText(room.name)).toBeVisible();
  await expectAccessible(page, "student home");

  // The link again: nothing is lost, nothing is spent twice.
  await page.goto(join_url);
  await expect(page.getByText(`You are already in ${room.name}`)).toBeVisible();
  await expectAccessible(page, "join page of a member");
});

test("a code that is not known says so kindly", async ({ page }) => {
  await page.goto("/join/NO-SUCH-CODE");
  await expect(page.getByText("This code is not open")).toBeVisible();
  await expectAccessible(page, "closed join page");
});
