import { expect, type Page } from "@playwright/test";
import type { Person } from "./api";

/** Through the sign-in screen, as everybody does. */
export async function signInOn(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Windows slide in and notices fade: axe would measure half-transparent text. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    const patience = new Promise((resolve) => setTimeout(resolve, 1_000));
    const finished = ending.map((animation) => animation.finished.catch(() => undefined));
    return Promise.race([Promise.all(finished), patience]);
  });
}
