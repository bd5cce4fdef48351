import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { hire, openSchool, today } from "../support/school";
import { signInOn } from "../support/screens";

test("an admin opens a classroom with courses and a teacher, and makes a code with dates, a cap and a domain", async ({
  page,
}) => {
  const school = await openSchool();
  await hire(school, "Tom Teacher", []);
  await signInOn(page, school.admin);

  await page.goto(`/o/${school.slug}/classrooms`);
  await expect(page.getByText("No classrooms yet")).toBeVisible();
  await expectAccessible(page, "classrooms, none yet");

  await page.getByRole("button", { name: "New classroom" }).first().click();
  const room = page.getByRole("dialog");
  await room.getByLabel("Name").fill("3rd Period Health");
  const courses = room.getByRole("group", { name: "Courses it offers" }).getByRole("checkbox");
  await courses.nth(0).check();
  await courses.nth(1).check();
  await room.getByRole("checkbox", { name: /Tom Teacher/ }).check();
  await expectAccessible(page, "new classroom");
  await room.getByRole("button", { name: "Create" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "3rd Period Health" })).toBeVisible();
  await expect(page.getByText("Nobody is in here yet")).toBeVisible();
  await expectAccessible(page, "classroom, students");
  await page.getByRole("tab", { name: /Courses/ }).click();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(3); // the head, and two
  await expectAccessible(page, "classroom, courses");
  await page.getByRole("tab", { name: /Staff/ }).click();
  await expect(page.getByRole("cell", { name: "Tom Teacher" }).first()).toBeVisible();
  await expectAccessible(page, "classroom, staff");

  await page.getByRole("tab", { name: /Codes/ }).click();
  await page.getByRole("button", { name: "New code" }).first().click();
  const code = page.getByRole("dialog");
  const text = `HEALTH-${Date.now().toString(36).toUpperCase()}`;
  await code.getByLabel("Code", { exact: true }).fill(text);
  await code.getByLabel("First day").fill(today(-1));
  await code.getByLabel("Last day").fill(today(30));
  await code.getByLabel("How many may join").fill("30");
  await expect(code.getByText("Anyone who gets hold of this code can use it")).toBeVisible();
  await expectAccessible(page, "new code, open to anyone");
  await code.getByRole("button", { name: "Add a domain" }).click();
  await code.getByLabel("Domain 1").fill("hamilton.example");
  await expect(code.getByText("Anyone who gets hold of this code can use it")).toBeHidden();
  // The sentence says what the form says.
  const sentence = code.getByText(/^Anyone with a.* can join/);
  for (const part of ["hamilton.example", "3rd Period Health", "30 students", "New York time"]) {
    await expect(sentence).toContainText(part);
  }
  await expectAccessible(page, "new code, one domain");
  await code.getByRole("button", { name: "Create code" }).click();

  const kit = page.getByRole("dialog", { name: "Your code is ready" });
  await expect(kit).toBeVisible();
  await expect(kit.getByText(`/join/${text}`)).toBeVisible();
  await expectAccessible(page, "kit of a new code");
  await kit.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("table").getByRole("button", { name: text }).first()).toBeVisible();
  await expectAccessible(page, "classroom, codes");

  // What was typed is what the server keeps.
  const codes = await school.asAdmin.GET("/api/v1/organizations/{organization_id}/codes", {
    params: { path: { organization_id: school.id } },
  });
  expect(codes.data?.items[0]).toMatchObject({
    code: text,
    valid_from: today(-1),
    valid_till: today(30),
    max_redemptions: 30,
    email_domains: [{ domain: "hamilton.example", include_subdomains: false }],
  });
});
