import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { digitsFor, mailTo } from "../support/mail";
import { enroll, handOutCode, openClassroom, openSchool, somebody } from "../support/school";
import { signInOn } from "../support/screens";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("a student changes their address, and their password for one that is not easy to guess", async ({
  page,
}) => {
  const school = await openSchool();
  const room = await openClassroom(school, "Health One");
  const { code } = await handOutCode(school, room.id);
  const maya = await enroll(code, "Maya Chen");
  const next = somebody("Maya Next").email;
  await signInOn(page, maya);
  await page.goto("/verify");
  await page.getByRole("button", { name: "Send the number" }).tap();
  await page.getByLabel("6-digit number").fill(await digitsFor(maya.email));
  await expect(page.getByRole("heading", { name: "Your email is verified" })).toBeVisible();

  await page.goto("/me");
  await expectAccessible(page, "my account");
  await page.getByRole("button", { name: "Change email" }).tap();
  await page.getByLabel("New email").fill(next);
  await page.getByLabel("Your password now").fill("not my password");
  await page.getByRole("button", { name: "Send the number" }).tap();
  await expect(page.getByText("This is not the password you have now.")).toBeVisible();
  await page.getByLabel("Your password now").fill(maya.password);
  await page.getByRole("button", { name: "Send the number" }).tap();
  await expect(page.getByText("Until you type it, nothing changes.")).toBeVisible();
  const digits = await digitsFor(next);
  // The phone threw the page away while its owner looked into the mail.
  await page.reload();
  await expect(page.getByText(maya.email)).toBeVisible();
  await page.getByLabel("6-digit number").fill(digits);
  await expect(page.getByText("This is your email now.").first()).toBeVisible();
  await expect(page.getByText(`Email changed to ${next}`)).toBeVisible();

  await page.getByRole("button", { name: "Change password" }).tap();
  await page.getByLabel("Your password now").fill(maya.password);
  await page.getByLabel("New password").fill("Sunshine2024!");
  await page.getByRole("button", { name: "Save password" }).tap();
  await expect(page.getByText("Thieves try it first")).toBeVisible();
  await page.getByLabel("New password").fill("lanterns over the river");
  await page.getByRole("button", { name: "Save password" }).tap();
  await expect(page.getByText("Your password is changed.").first()).toBeVisible();

  // Somebody else did all that: the old mailbox has the way back.
  const { text } = await mailTo(maya.email, /\/not-me\//);
  await page.goto(/\/not-me\/\S+/.exec(text)?.[0] ?? "");
  await expectAccessible(page, "was this not you");
  await page.getByRole("button", { name: "Put my email back" }).tap();
  await expect(page.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
  await page.getByLabel("New password").fill("three quiet lanterns");
  await page.getByRole("button", { name: "Save and sign in" }).tap();
  await expect(page).toHaveURL(/\/home/);
  await page.goto("/me");
  await expect(page.getByText(`Email put back to ${maya.email}`)).toBeVisible();
});
