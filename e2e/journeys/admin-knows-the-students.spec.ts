import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { enroll, handOutCode, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";

test("an admin finds a student, writes a note, merges a duplicate and takes it back", async ({
  page,
}) => {
  const school = await openSchool();
  const health = await openClassroom(school, "3rd Period Health");
  const art = await openClassroom(school, "Art club");
  const first = await handOutCode(school, health.id);
  const second = await handOutCode(school, art.id);
  const once = await enroll(first.code, "José García");
  const twice = await enroll(second.code, "José García");
  await enroll(first.code, "Maya Chen");

  await signInOn(page, school.admin);
  await page.goto(`/o/${school.slug}/students`);
  const list = page.getByRole("table", { name: "Students" });
  await expect(list.getByText("Maya Chen")).toBeVisible();
  await page.getByLabel("Search by name").fill("gar jose");
  await expect(list.getByText("Maya Chen")).toBeHidden();
  await expect(list.getByRole("row")).toHaveCount(3);
  await expect(list.locator("mark").first()).toHaveText("José");
  await expectAccessible(page, "students found");

  await list.getByRole("row", { name: once.email }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "José García" })).toBeVisible();
  await page.getByLabel("Write a note").fill("Plays the trumpet.");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByRole("article").getByText("Plays the trumpet.")).toBeVisible();
  await expectAccessible(page, "a student's page with a note");

  // By the keyboard, to the list of probable duplicates.
  await page.keyboard.press("Control+k");
  await page.getByLabel("Find a student, classroom, code or page").fill("dupl");
  await page.getByRole("button", { name: "Probable duplicates" }).click();
  const pairs = page.getByRole("table", { name: "Probable duplicates" });
  await expect(pairs.getByText("Same name and email domain").locator("visible=true")).toBeVisible();
  await expectAccessible(page, "probable duplicates");
  await pairs.getByRole("button", { name: "Merge" }).locator("visible=true").click();
  const merging = page.getByRole("dialog", { name: "Merge two profiles" });
  await expect(merging.getByText("2 seats were spent. They stay spent")).toBeVisible();
  await expect(
    merging.getByText("In 3rd Period Health and Art club, with the history of both."),
  ).toBeVisible();
  await merging.getByRole("radio", { name: once.email }).check();
  await expectAccessible(page, "what merging does");
  await merging.getByRole("button", { name: "Merge" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "José García" })).toBeVisible();
  const rooms = page.getByRole("table", { name: "Classrooms" });
  await expect(rooms.getByRole("link", { name: "Art club" })).toBeVisible();
  await expect(rooms.getByRole("link", { name: "3rd Period Health" })).toBeVisible();
  await expect(page.getByText("Plays the trumpet.")).toBeVisible();
  await expect(page.getByText(`${twice.email} was merged into José García`)).toBeVisible();
  await expectAccessible(page, "a merged student");
  await page.getByRole("button", { name: "Undo the merge" }).click();
  await expect(rooms.getByRole("link", { name: "Art club" })).toBeHidden();
});
