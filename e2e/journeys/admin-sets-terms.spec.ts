import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { enroll, handOutCode, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";

test("an admin sets when a course is open, puts the courses in order, and the student sees both", async ({
  page,
  browser,
}) => {
  const school = await openSchool({ seats: 5 });
  const room = await openClassroom(school, "Health 8A");
  const { code } = await handOutCode(school, room.id);
  const maya = await enroll(code, "Maya Lopez");
  await signInOn(page, school.admin);
  await page.goto(`/o/${school.slug}/classrooms/${room.id}?tab=courses`);
  const courses = page.getByRole("table", { name: "Courses of this classroom" });
  const [first = "", second = ""] = room.courses;
  await expect(courses).toContainText(first);

  await page.getByRole("button", { name: "Offer a course" }).click();
  const offer = page.getByRole("dialog", { name: "Offer a course" });
  await expect(offer).toContainText("1 student is enrolled at once. This spends no seat.");
  await offer.getByLabel("Course", { exact: true }).click();
  await page.getByRole("option").first().click();
  await offer.getByRole("button", { name: "Offer", exact: true }).click();
  await expect(page.getByText("1 student was enrolled.")).toBeVisible();
  const rows = courses.getByRole("row");
  await expect(rows).toHaveCount(4);

  await rows.last().getByRole("button", { name: /^More/ }).click();
  await page.getByRole("menuitem", { name: "Move up" }).click();
  await expect(rows.last()).toContainText(second);

  const row = rows.filter({ hasText: first });
  await row.getByRole("button", { name: /^More/ }).click();
  await page.getByRole("menuitem", { name: "Dates and order" }).click();
  const terms = page.getByRole("dialog", { name: `${first} in this classroom` });
  await terms.getByLabel("Opens").fill("2031-01-10");
  await terms.getByLabel("Due").fill("2031-01-09");
  await terms.getByRole("checkbox", { name: "Required" }).uncheck();
  await terms.getByRole("button", { name: "Save changes" }).click();
  await expect(terms.getByLabel("Due")).toHaveAttribute("aria-invalid", "true");
  await terms.getByLabel("Due").fill("2031-02-01");
  await expectAccessible(page, "the terms of a course");
  await terms.getByRole("button", { name: "Save changes" }).click();
  await expect(terms).toBeHidden();
  await expect(row).toContainText("Optional");
  await expect(row).toContainText("opens Jan 10, 2031 · due Feb 1, 2031");

  const phone = await (
    await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })
  ).newPage();
  await signInOn(phone, maya);
  await phone.goto("/home");
  await expect(phone.getByText(/Opens .*Jan 10, 2031/i).first()).toBeVisible();
});
