import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { enroll, handOutCode, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";

test("an admin sees where every seat went, and what holding one back would do", async ({
  page,
}) => {
  const school = await openSchool({ seats: 10 });
  await signInOn(page, school.admin);
  await page.goto(`/o/${school.slug}`);
  await expect(page.getByText("Three steps to your first student")).toBeVisible();
  await expectAccessible(page, "overview of a new organization");

  const room = await openClassroom(school, "3rd Period Health", { seat_allotment: 4 });
  const { code } = await handOutCode(school, room.id);
  await enroll(code, "Early Bird");
  await enroll(code, "Sam Rivera");
  await page.reload();
  await expect(page.getByRole("link", { name: "Sam Rivera" })).toBeVisible();
  await expectAccessible(page, "overview");

  await page.getByRole("link", { name: "See all seats" }).click();
  await expect(page.getByText("10 granted = 2 spent + 2 held + 6 free")).toBeVisible();
  const ledger = page.getByRole("table", { name: "Every seat event, newest first" });
  await expect(ledger.getByRole("row").nth(1)).toContainText(
    `Sam Rivera spent seat 2 by ${code} through ${room.name}`,
  );
  await expect(ledger).toContainText(
    `${room.name} holds back 4 seats more, by ${school.admin.name}`,
  );
  await expect(ledger).toContainText("A license granted 10 seats");
  await expectAccessible(page, "seats");

  await page.getByRole("button", { name: `Change ${room.name}` }).click();
  const dialog = page.getByRole("dialog", { name: `Seats of ${room.name}` });
  await dialog.getByRole("button", { name: "Give 5 more from the free seats" }).click();
  await expect(dialog.getByLabel("Seats for this classroom")).toHaveValue("9");
  await expect(
    dialog.getByRole("img", { name: "After this: 2 spent, 7 held, 1 free, 10 in all" }),
  ).toBeVisible();
  await dialog.getByLabel("Seats for this classroom").fill("7");
  await expect(
    dialog.getByRole("img", { name: "After this: 2 spent, 5 held, 3 free, 10 in all" }),
  ).toBeVisible();
  await expectAccessible(page, "seats of a classroom, before the click");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("10 granted = 2 spent + 5 held + 3 free")).toBeVisible();
});
