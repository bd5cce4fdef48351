import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { enroll, handOutCode, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";

test("an admin deletes a classroom, opens it, and makes a new one out of its cohort", async ({
  page,
}) => {
  const school = await openSchool();
  const room = await openClassroom(school, "Health One");
  const { code } = await handOutCode(school, room.id);
  for (const name of ["Ada Lopez", "Ben Okafor"]) await enroll(code, name);

  await signInOn(page, school.admin);
  await page.goto(`/o/${school.slug}/classrooms/${room.id}`);
  await page.getByRole("button", { name: `More: ${room.name}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page
    .getByRole("dialog", { name: `Delete ${room.name}?` })
    .getByRole("button", { name: "Delete" })
    .click();
  await page.getByText("Deleted", { exact: true }).click();
  await page.getByRole("link", { name: room.name }).click();

  await expect(page.getByText("This classroom is deleted")).toBeVisible();
  const roster = page.getByRole("table", { name: "Students in this classroom" });
  await expect(roster.getByRole("link")).toHaveCount(2);
  await expectAccessible(page, "a deleted classroom");
  await page.getByRole("tab", { name: "Codes" }).click();
  await expect(page.getByRole("table").getByText(code).first()).toBeVisible();
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByText("Here when it was deleted")).toBeVisible();

  await page.getByRole("button", { name: "New classroom from these students" }).click();
  const dialog = page.getByRole("dialog", { name: "New classroom from these students" });
  await expect(dialog.getByText("2 students of Health One come along")).toBeVisible();
  await expect(dialog.getByText("Spends no seats.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Health Two");
  await expectAccessible(page, "a new classroom out of a cohort");
  await dialog.getByRole("button", { name: "Create" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Health Two" })).toBeVisible();
  await expect(roster.getByRole("link", { name: "Ada Lopez" })).toBeVisible();
  await page.getByRole("tab", { name: /Courses/ }).click();
  await expect(
    page
      .getByRole("table")
      .getByText(room.courses[0] ?? "none")
      .first(),
  ).toBeVisible();
});
