import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { answer } from "../support/api";
import { enroll, handOutCode, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";

test("a code that is used too much pauses itself, and an admin resumes it with one click", async ({
  page,
}) => {
  const school = await openSchool({ seats: 60 });
  const room = await openClassroom(school, "3rd Period Health");
  const { code } = await handOutCode(school, room.id);
  await answer(
    school.asAdmin.PATCH("/api/v1/organizations/{organization_id}/leak-guard", {
      params: { path: { organization_id: school.id } },
      body: { thresholds: { burst_at_least: 5, first_use_at_most: 5 } },
    }),
  );
  for (let number = 1; number <= 6; number += 1) await enroll(code, `Stranger ${number}`);

  await signInOn(page, school.admin);
  await expect(async () => {
    await page.goto(`/o/${school.slug}`);
    await expect(page.getByText(`${code} is paused`)).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 20_000 });
  await expect(
    page.getByText("6 students joined a new code within 1 min. It seems to be for 5 at most."),
  ).toBeVisible();
  await expectAccessible(page, "overview with a paused code");
  await page.getByRole("button", { name: "See who joined" }).click();
  const list = page.getByRole("dialog", { name: `Who joined with ${code}` });
  await expect(list.getByRole("link", { name: "Stranger 6" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "It was us: resume" }).click();
  await expect(page.getByText(`${code} is paused`)).toBeHidden();

  await page.goto(`/o/${school.slug}/settings`);
  await expect(page.getByText("It would have paused a code once.")).toBeVisible();
  await page.getByLabel("Students at a new code").fill("50");
  await expect(page.getByText("Nothing. No code would have been paused.")).toBeVisible();
  await expectAccessible(page, "settings with the leak guard");

  await page.goto(`/o/${school.slug}/codes`);
  await page.getByRole("cell", { name: room.name, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Edit code" });
  await expect(dialog.getByText("54 seats that anybody who finds it could use up")).toBeVisible();
  await expectAccessible(page, "a code and what it could cost");
  await dialog.getByRole("button", { name: "Let 16 join, in all" }).click();
  await expect(dialog.getByText("10 seats that anybody who finds it could use up")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(dialog.getByText("54 seats that anybody who finds it could use up")).toBeVisible();
});
