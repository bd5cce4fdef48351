import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { digitsOfPhone } from "../support/phone";
import { hire, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

async function password(page: Page, person: { email: string; password: string }) {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).tap();
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
}

test("a teacher turns on the second step, signs in with it, and gets in without the phone", async ({
  page,
}) => {
  const school = await openSchool();
  const room = await openClassroom(school, "Health One");
  const teacher = await hire(school, "Tess Teacher", [room.id]);
  await signInOn(page, teacher);
  await page.goto("/me");
  await page.getByRole("button", { name: "Set it up" }).tap();
  await page.getByLabel("Your password now").fill(teacher.password);
  await page.getByRole("button", { name: "Go on" }).tap();
  await expect(page.getByRole("img", { name: "QR code for your app" })).toBeVisible();
  await expectAccessible(page, "what the phone scans");
  const secret = await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{4}){7}$/).innerText();
  await page.getByLabel("6-digit code").fill("000000");
  await expect(page.getByText("It may have been used already.")).toBeVisible();
  await page.getByLabel("6-digit code").fill(digitsOfPhone(secret)); // the sixth digit sends them
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  await expectAccessible(page, "recovery codes");
  const recovery = await codes.first().innerText();
  await page.getByLabel("I have kept them in a safe place").check();
  await page.getByRole("button", { name: "Done" }).tap();
  await expect(page.getByText("10 recovery codes are left.")).toBeVisible();
  await expect(page.getByText("Second step turned on")).toBeVisible();
  await page.getByRole("button", { name: "Sign out", exact: true }).tap();
  await expect(page).toHaveURL(/\/$/);

  // With the phone: the digits of the next half minute, since the others were used.
  await password(page, teacher);
  await expectAccessible(page, "second step");
  const digits = page.getByLabel("6-digit code");
  await expect(digits).toHaveAttribute("autocomplete", "one-time-code");
  await expect(digits).toHaveAttribute("inputmode", "numeric");
  await digits.fill(digitsOfPhone(secret, 1));
  await expect(page).toHaveURL(/\/o\//);
  await page.goto("/me");
  await page.getByRole("button", { name: "Sign out", exact: true }).tap();
  await expect(page).toHaveURL(/\/$/);

  // The phone is lost.
  await password(page, teacher);
  await page.getByRole("button", { name: "I don't have my phone" }).tap();
  await page.getByLabel("Recovery code").fill(recovery.toUpperCase());
  await page.getByRole("button", { name: "Sign in", exact: true }).tap();
  await expect(page).toHaveURL(/\/o\//);
  await page.goto("/me");
  await expect(page.getByText("9 recovery codes are left.")).toBeVisible();
  await page.getByRole("button", { name: "Turn it off" }).tap();
  await page.getByLabel("Your password now").fill(teacher.password);
  await page.getByLabel("Code from your phone").fill(recovery);
  await page.getByRole("button", { name: "Turn it off" }).tap();
  await expect(page.getByText("It may have been used already.")).toBeVisible();
});
