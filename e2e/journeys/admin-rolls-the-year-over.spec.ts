import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { enroll, handOutCode, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";

test("an admin brings a school into the next year, and takes it back", async ({ page }) => {
  const school = await openSchool();
  const nine = await openClassroom(school, "Grade 9 2026-27", { seat_allotment: 5 });
  const ten = await openClassroom(school, "Grade 10 2026-27");
  const nines = await handOutCode(school, nine.id);
  const tens = await handOutCode(school, ten.id);
  for (const name of ["Ada Lopez", "Ben Okafor"]) await enroll(nines.code, name);
  await enroll(tens.code, "Cleo Marin");

  await signInOn(page, school.admin);
  await page.goto(`/o/${school.slug}/classrooms`);
  await page.getByRole("link", { name: "New school year" }).click();
  await expect(page.getByRole("heading", { name: "Which classrooms?" })).toBeVisible();
  await expectAccessible(page, "the classrooms of a new year");
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await expect(page.getByLabel("Name, after Grade 9 2026-27")).toHaveValue("Grade 9 2027-28");
  await expectAccessible(page, "the names of a new year");
  await page.getByRole("button", { name: "Next", exact: true }).click();
  // Grades go up by themselves; the highest leaves.
  await expect(page.getByLabel("Students of Grade 9 2026-27")).toHaveValue(`clone:${ten.id}`);
  await expect(page.getByLabel("Students of Grade 10 2026-27")).toHaveValue("leave");
  await expectAccessible(page, "who goes where");
  await page.getByRole("button", { name: "Look at the plan" }).click();

  // The plan: in numbers, by classroom, and who is held back.
  await expect(page.getByText("This spends no seat")).toBeVisible();
  const rooms = page.getByRole("table", { name: "Classroom by classroom" });
  await expect(rooms.getByText("2 move up")).toBeVisible();
  await page.getByLabel("Find a student").fill("ben");
  const students = page.getByRole("list", { name: "Everybody, one by one" });
  await expect(students.getByRole("listitem")).toHaveCount(1);
  await page.getByLabel("Where Ben Okafor goes").selectOption("Stay together: Grade 9 2027-28");
  await expect(rooms.getByText("1 moves up, 1 stays together")).toBeVisible();
  await expectAccessible(page, "the plan of a new year");
  await page.getByRole("button", { name: "Start the new year" }).click();

  await expect(page.getByRole("heading", { name: "The new year is ready" })).toBeVisible();
  await expectAccessible(page, "a new year that is ready");
  await page.getByRole("link", { name: "Grade 9 2027-28" }).click();
  await expect(page.getByRole("link", { name: "Ben Okafor" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Ada Lopez" })).toHaveCount(0);

  // Whoever comes back finds what was done, and the way back.
  await page.goto(`/o/${school.slug}/rollover`);
  await page.getByRole("button", { name: "Undo everything" }).click();
  await page
    .getByRole("dialog", { name: "Undo the new year?" })
    .getByRole("button", { name: "Undo everything" })
    .click();
  await expect(page.getByRole("heading", { name: "Everything is back" })).toBeVisible();
  await expect(page.getByText("3 students are back.")).toBeVisible();
  await page.goto(`/o/${school.slug}/classrooms/${nine.id}`);
  await expect(page.getByRole("link", { name: "Ada Lopez" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Ben Okafor" })).toBeVisible();
});
