import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { enroll, handOutCode, hire, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";

test("a teacher sees who joins, while looking at the roster", async ({ page }) => {
  const school = await openSchool();
  const room = await openClassroom(school, "3rd Period Health");
  const other = await openClassroom(school, "Staff wellness");
  const teacher = await hire(school, "Tom Teacher", [room.id]);
  const { code } = await handOutCode(school, room.id);
  await enroll(code, "Early Bird");

  await signInOn(page, teacher);
  await page.goto(`/o/${school.slug}/classrooms`);
  await expect(page.getByRole("link", { name: room.name })).toBeVisible();
  await expect(page.getByText(other.name)).toBeHidden(); // not this teacher's
  await expectAccessible(page, "classrooms of a teacher");

  await page.getByRole("link", { name: room.name }).click();
  const roster = page.getByRole("table", { name: "Students in this classroom" });
  await expect(roster.getByText("Early Bird")).toBeVisible();
  await expectAccessible(page, "roster");

  // A page that loads again would lose this mark.
  await page.evaluate(() => Object.assign(window, { sameVisit: true }));
  await enroll(code, "Sam Rivera");
  await expect(roster.getByText("Sam Rivera")).toBeVisible();
  expect(await page.evaluate(() => "sameVisit" in window)).toBe(true);
  await expectAccessible(page, "roster with a newcomer");

  await roster.getByRole("link", { name: "Sam Rivera" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sam Rivera" })).toBeVisible();
  await expectAccessible(page, "a student's page");

  // Kept out of the classroom, and let in again.
  await page.goBack();
  await roster.getByRole("button", { name: "More: Sam Rivera" }).click();
  await page.getByRole("menuitem", { name: "Block from this classroom" }).click();
  await page
    .getByRole("dialog", { name: "Block Sam Rivera?" })
    .getByRole("button", { name: "Block" })
    .click();
  await expect(roster.getByText("Sam Rivera")).toBeHidden();
  const kept = page.getByRole("table", { name: "Kept out" });
  await expect(kept.getByRole("row", { name: "Sam Rivera" })).toBeVisible();
  await expectAccessible(page, "roster with a block");
  await kept.getByRole("button", { name: "Lift the block Sam Rivera" }).click();
  await expect(kept).toBeHidden();
});
