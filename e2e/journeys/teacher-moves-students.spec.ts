import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { enroll, handOutCode, hire, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";

test("a teacher moves the students they choose, and takes it back", async ({ page }) => {
  const school = await openSchool();
  const first = await openClassroom(school, "3rd Period Health");
  const second = await openClassroom(school, "4th Period Health");
  await openClassroom(school, "Staff wellness");
  const teacher = await hire(school, "Tom Teacher", [first.id, second.id]);
  const { code } = await handOutCode(school, first.id);
  for (const name of ["Ada Lopez", "Ben Okafor", "Cleo Park"]) await enroll(code, name);

  await signInOn(page, teacher);
  await page.goto(`/o/${school.slug}/classrooms/${first.id}`);
  const roster = page.getByRole("table", { name: "Students in this classroom" });
  await roster.getByRole("checkbox", { name: "Choose Ada Lopez" }).check();
  await roster.getByRole("checkbox", { name: "Choose Ben Okafor" }).check();
  const bar = page.getByRole("region", { name: "Chosen students" });
  await expect(bar.getByText("2 students chosen")).toBeVisible();
  await expectAccessible(page, "roster with chosen students");

  await bar.getByRole("button", { name: "Move", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Move 2 students" });
  await expect(dialog.getByText("Spends no seats.")).toBeVisible();
  await dialog.getByRole("button", { name: "Move" }).click();
  await expect(dialog.getByText("Choose at least one classroom.")).toBeVisible();
  await dialog.getByRole("combobox", { name: "To which classrooms" }).click();
  // Only the teacher's own, and not the one they are in.
  await expect(page.getByRole("option")).toHaveText([second.name]);
  await page.getByRole("option", { name: second.name }).click();
  await expectAccessible(page, "where to move students");
  await dialog.getByRole("button", { name: "Move" }).click();

  await expect(
    page.getByText(`2 students moved from ${first.name} to ${second.name}.`),
  ).toBeVisible();
  await expect(roster.getByRole("link")).toHaveText(["Cleo Park"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("2 students are back as before.")).toBeVisible();
  await expect(roster.getByRole("link", { name: "Ada Lopez" })).toBeVisible();

  // Everybody at once, and found again in the history.
  await roster.getByRole("checkbox", { name: "Choose everybody" }).check();
  await expect(bar.getByText("3 students chosen")).toBeVisible();
  await bar.getByRole("button", { name: "Remove" }).click();
  await page
    .getByRole("dialog", { name: "Remove 3 students?" })
    .getByRole("button", { name: "Remove" })
    .click();
  await expect(page.getByText("Nobody is in here yet")).toBeVisible();
  await page.getByRole("tab", { name: "History" }).click();
  const together = page.getByRole("table", { name: "Moves, copies and removals" });
  await expect(together.getByText(/Undone by Tom Teacher/)).toBeVisible();
  const people = page.getByRole("table", { name: "People over time" });
  await expect(people.getByRole("row", { name: /Cleo Park.*removed · Tom Teacher/ })).toBeVisible();
  await expectAccessible(page, "history of a classroom");
  await together.getByRole("button", { name: /^Undo 3 students removed/ }).click();
  await expect(people.getByText("Still here")).toHaveCount(3);
});
