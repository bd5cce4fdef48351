import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { answer } from "../support/api";
import { digitsFor } from "../support/mail";
import { enroll, handOutCode, openClassroom, openSchool } from "../support/school";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("a returning student signs up again by the join link and is in the account they had, for no seat", async ({
  page,
}) => {
  const school = await openSchool();
  const last = await openClassroom(school, "Freshman seminar");
  const next = await openClassroom(school, "Sophomore seminar");
  const sam = await enroll((await handOutCode(school, last.id)).code, "Sam Rivera");
  const seats = async () =>
    (
      await answer(
        school.asAdmin.GET("/api/v1/organizations/{organization_id}/seats", {
          params: { path: { organization_id: school.id } },
        }),
      )
    ).spent;
  expect(await seats()).toBe(1);

  // A summer later Sam remembers neither the password nor that there was one.
  await page.goto((await handOutCode(school, next.id)).join_url);
  await page.getByLabel("Your name").fill("Sam R.");
  await page.getByLabel("Email").fill(sam.email);
  await page.getByLabel("Password", { exact: true }).fill("a new year begins");
  await page.getByRole("button", { name: "Join", exact: true }).tap();
  const number = page.getByLabel("6-digit number");
  await expect(number).toBeVisible();
  await expect(page.getByText(sam.email)).toBeVisible();
  await expectAccessible(page, "six digits for a returning student");

  await number.fill(await digitsFor(sam.email));
  await expect(page.getByText("This is the account you had")).toBeVisible();
  await expect(page.getByText(`You are in ${next.name}`)).toBeVisible();
  await expectAccessible(page, "back in the old account");
  await page.getByRole("link", { name: "Open my class" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: next.name })).toBeVisible();

  // The page was loaded anew: the session that goes on is the old account's.
  await page.goto("/home");
  for (const room of [last, next]) await expect(page.getByText(room.name)).toBeVisible();
  expect(await seats()).toBe(1);

  await page.goto("/me");
  await page.getByRole("button", { name: "Sign out", exact: true }).tap();
  await expect(page.getByLabel("Your code")).toBeVisible();
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(sam.email);
  await page.getByLabel("Password", { exact: true }).fill("a new year begins");
  await page.getByRole("button", { name: "Sign in", exact: true }).tap();
  await expect(page.getByText(last.name)).toBeVisible();
});

test("one who signs up again without a code finds their classes by verifying the email", async ({
  page,
}) => {
  const school = await openSchool();
  const room = await openClassroom(school, "Freshman seminar");
  const sam = await enroll((await handOutCode(school, room.id)).code, "Sam Rivera");

  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Sam R.");
  await page.getByLabel("Email").fill(sam.email);
  await page.getByLabel("Password", { exact: true }).fill("a new year begins");
  await page.getByRole("button", { name: "Sign up", exact: true }).tap();
  await page.getByRole("link", { name: "Go to my home page" }).tap();
  await expect(page.getByText("Were you here before?")).toBeVisible();
  await expectAccessible(page, "home without a class");

  await page.getByRole("link", { name: "Verify my email" }).tap();
  await page.getByRole("button", { name: "Send the number" }).tap();
  await page.getByLabel("6-digit number").fill(await digitsFor(sam.email));
  await expect(page.getByText("This is the account you had")).toBeVisible();
  await expectAccessible(page, "verified, and in the old account");
  await page.getByRole("button", { name: "Go on" }).tap();
  await expect(page.getByText(room.name)).toBeVisible();
});
