import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { DEMO } from "../support/school";
import { signInOn } from "../support/screens";

// Screens as they are on an ordinary day: with the demo school in them.
test("an admin of the demo school walks through every room of the house", async ({ page }) => {
  await signInOn(page, DEMO.admin);
  await expect(page).toHaveURL(new RegExp(`/o/${DEMO.slug}`));
  await expect(page.getByRole("heading", { level: 1, name: "Hamilton Schools" })).toBeVisible();
  await expectAccessible(page, "overview");

  const rail = page.getByRole("navigation", { name: "Main" });
  const rooms = ["Classrooms", "Codes", "Students", "Courses", "Staff", "Settings"];
  for (const room of rooms) {
    await rail.getByRole("link", { name: room }).click();
    await expect(page.getByRole("heading", { level: 1, name: room })).toBeVisible();
    if (room !== "Settings") await expect(page.getByRole("table").first()).toBeVisible();
    await expectAccessible(page, room);
  }

  await page.goto("/me");
  await expect(page.getByRole("heading", { level: 1, name: "My account" })).toBeVisible();
  await expectAccessible(page, "account");
});
