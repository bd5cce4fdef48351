import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { DEMO, somebody } from "../support/school";

test("a visitor finds the code box, the ways in, and a way back from a wrong address", async ({
  page,
}) => {
  await page.goto("/");
  await expect(page.getByLabel("Your code")).toBeVisible();
  await expectAccessible(page, "front page");

  // Typed badly, as people do; the code is the same.
  await page.getByLabel("Your code").fill(" mhs pta–2027 ");
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page).toHaveURL(/\/join\//);
  await expect(page.getByRole("heading", { name: "PTA evening" })).toBeVisible();

  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(DEMO.student.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page, "sign-in, refused");

  await page.goto("/sign-up");
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByText("Write your name.")).toBeVisible();
  await expectAccessible(page, "sign-up, incomplete");

  await page.goto("/reset");
  await page.getByLabel("Email").fill(somebody("Nobody").email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("Look into your email")).toBeVisible();
  await expectAccessible(page, "a link on its way");

  await page.goto("/invite/used-long-ago");
  await expect(page.getByRole("link", { name: "Get a new link" })).toBeVisible();
  await expectAccessible(page, "a link that has run out");

  await page.goto("/no/such/page");
  await expect(page.getByText("This page is not here")).toBeVisible();
  await expectAccessible(page, "no such page");
});

test("the front page speaks Spanish at one click, and keeps to it", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Español" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await page.goto(`/join/${DEMO.code}`);
  await expect(page.getByRole("button", { name: "English" })).toBeVisible();
  await expectAccessible(page, "join page in Spanish");
});
