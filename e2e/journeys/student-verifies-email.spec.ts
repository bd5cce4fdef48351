import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { digitsFor } from "../support/mail";
import { handOutCode, openClassroom, openSchool, somebody } from "../support/school";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("a domain counts only once the address is proven, and the student continues right there", async ({
  page,
}) => {
  const school = await openSchool();
  const room = await openClassroom(school, "Staff wellness");
  const domain = "hamilton.example";
  const { join_url } = await handOutCode(school, room.id, { email_domains: [{ domain }] });
  const sam = somebody("Sam Rivera", domain);

  await page.goto(join_url);
  await expect(page.getByText(domain).first()).toBeVisible();
  await page.getByLabel("Your name").fill(sam.name);
  await page.getByLabel("Email").fill("sam@example.org");
  await page.getByLabel("Password", { exact: true }).fill(sam.password);
  await page.getByRole("button", { name: "Join", exact: true }).tap();
  await expect(page.getByText(/only works with an address/)).toBeVisible();
  await expectAccessible(page, "join page with a wrong domain");

  await page.getByLabel("Email").fill(sam.email);
  await page.getByRole("button", { name: "Join", exact: true }).tap();
  const number = page.getByLabel("6-digit number");
  await expect(number).toBeVisible();
  await expectAccessible(page, "verification step");

  await number.fill(await digitsFor(sam.email)); // the sixth digit sends them
  await expect(page).toHaveURL(/\/classrooms\//);
  await expect(page.getByRole("heading", { level: 1, name: room.name })).toBeVisible();
});
