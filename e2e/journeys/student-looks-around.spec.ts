import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { DEMO } from "../support/school";
import { signInOn } from "../support/screens";

test("a student of the demo school sees classes, courses and the account", async ({ page }) => {
  await signInOn(page, DEMO.student);
  await expect(page).toHaveURL(/\/home$/);
  await expect(page.getByText("Health One: 3rd Period")).toBeVisible();
  await expectAccessible(page, "student home");
  await page.goto("/me");
  await expect(page.getByRole("heading", { level: 1, name: "My account" })).toBeVisible();
  await expectAccessible(page, "a student's account");
});
