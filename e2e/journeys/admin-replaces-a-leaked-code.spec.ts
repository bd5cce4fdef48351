import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { answer, api, type Person } from "../support/api";
import { handOutCode, openClassroom, openSchool, somebody } from "../support/school";
import { signInOn } from "../support/screens";

/** An account that is a student of no school. */
async function stranger(name: string): Promise<Person> {
  const person = somebody(name);
  const { email, password } = person;
  await answer(
    api().POST("/api/v1/auth/register", { body: { email, password, display_name: name } }),
  );
  return person;
}

/** Gives a code another text through its menu; the window then shows the new ticket. */
async function replace(page: Page, code: string, why: string, text: string): Promise<void> {
  await page.getByRole("button", { name: `More: ${code}` }).click();
  await page.getByRole("menuitem", { name: "Replace code" }).click();
  const dialog = page.getByRole("dialog", { name: `Replace ${code}` });
  await dialog.getByLabel(why).check();
  await dialog.getByLabel("New code").fill(text);
  await expectAccessible(page, `replacing a code: ${why}`);
  await dialog.getByRole("button", { name: "Replace code" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("dialog").getByText(text, { exact: true })).toBeVisible();
}

async function history(page: Page, code: string) {
  await page.getByRole("button", { name: `More: ${code}` }).click();
  await page.getByRole("menuitem", { name: "History" }).click();
  return page.getByRole("dialog", { name: `History of ${code}` });
}

test("a code that got out leads no stranger on, and one printed anew leads everybody on", async ({
  browser,
  page,
}) => {
  const school = await openSchool();
  const room = await openClassroom(school, "3rd Period Health");
  const { code: leaked } = await handOutCode(school, room.id);
  const [second, third] = [`${leaked}-B2`, `${leaked}-C3`];

  await signInOn(page, school.admin);
  await page.goto(`/o/${school.slug}/codes`);
  await replace(page, leaked, "It got out", second);
  await expectAccessible(page, "the ticket after replacing");
  await page.getByRole("button", { name: "Done" }).click();
  const story = await history(page, second);
  await expect(story).toContainText(
    `${school.admin.name} replaced ${leaked} with ${second}, because it got out.`,
  );
  await expect(story).toContainText(`${school.admin.name} made this code.`);
  await expectAccessible(page, "history of a code");
  await page.keyboard.press("Escape");

  // Nobody who is not signed in learns that there ever was such a code.
  const outside = await (await browser.newContext()).newPage();
  const said = async (code: string) => {
    await outside.goto(`/join/${code}`);
    await expect(outside.getByRole("heading", { name: "This code is not open" })).toBeVisible();
    return (await outside.getByRole("main").innerText()).replaceAll(code, "CODE");
  };
  expect(await said(leaked)).toBe(await said("NO-SUCH-CODE-AT-ALL"));

  await outside.goto(`/join/${leaked}`);
  const sam = await stranger("Sam Rivera");
  await outside.getByRole("button", { name: "Sign in to see what became of it" }).click();
  await expectAccessible(outside, "signing in at an old link");
  await outside.getByLabel("Email").fill(sam.email);
  await outside.getByLabel("Password", { exact: true }).fill(sam.password);
  await outside.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(outside.getByRole("heading", { name: "This code is no longer used" })).toBeVisible();
  await expect(outside.getByText(second)).toHaveCount(0);
  await expectAccessible(outside, "the link of a code that got out");

  await replace(page, second, "We print a new one", third);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(await history(page, third)).toContainText(`replaced ${second} with ${third}.`);

  await outside.goto("/home");
  await outside.getByLabel("Your code").fill(second);
  await outside.getByRole("button", { name: "Join", exact: true }).click();
  await expect(outside.getByRole("link", { name: `Use ${third}` })).toBeVisible();
  await expectAccessible(outside, "an old code in the box at home");

  await outside.goto(`/join/${second}`);
  await expect(outside.getByRole("heading", { name: "This code is no longer used" })).toBeVisible();
  await expectAccessible(outside, "the link of a code printed anew");
  await outside.getByRole("link", { name: `Use ${third}` }).click();
  await expect(outside).toHaveURL(new RegExp(`/join/${third}$`));
  await outside.getByRole("button", { name: "Join", exact: true }).click();
  await expect(outside.getByText(`You are in ${room.name}`)).toBeVisible();

  // The first text got out: not even now does it lead a newcomer anywhere.
  const kim = await stranger("Kim Lee");
  const newcomer = await (await browser.newContext()).newPage();
  await signInOn(newcomer, kim);
  await newcomer.goto(`/join/${leaked}`);
  await expect(
    newcomer.getByRole("heading", { name: "This code is no longer used" }),
  ).toBeVisible();
  await expect(newcomer.getByText(third)).toHaveCount(0);
});

test("a deleted code leads to the successor that an admin names", async ({ browser, page }) => {
  const school = await openSchool();
  const room = await openClassroom(school, "3rd Period Health");
  const { code: old } = await handOutCode(school, room.id);
  const { code: next } = await handOutCode(school, room.id);

  await signInOn(page, school.admin);
  await page.goto(`/o/${school.slug}/codes`);

  // Saved as it is, twice: that is no change.
  for (let time = 1; time <= 2; time += 1) {
    const row = page.getByRole("row").filter({ hasText: old });
    await row.getByRole("cell", { name: room.name, exact: true }).click();
    const form = page.getByRole("dialog", { name: "Edit code" });
    await form.getByRole("button", { name: "Save changes" }).click();
    await expect(form).toBeHidden();
  }
  const story = await history(page, old);
  await expect(story.getByRole("row").filter({ hasText: school.admin.name })).toHaveCount(1);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: `More: ${old}` }).click();
  await page.getByRole("menuitem", { name: "Delete code" }).click();
  const dialog = page.getByRole("dialog", { name: `Delete ${old}?` });
  await expectAccessible(page, "deleting a code");
  await dialog.getByLabel("Successor").click();
  await page.getByRole("option", { name: next }).click();
  await dialog.getByRole("button", { name: "Delete code" }).click();
  await expect(dialog).toBeHidden();

  const outside = await (await browser.newContext()).newPage();
  await signInOn(outside, await stranger("Sam Rivera"));
  await outside.goto(`/join/${old}`);
  await expect(outside.getByRole("link", { name: `Use ${next}` })).toBeVisible();
});
