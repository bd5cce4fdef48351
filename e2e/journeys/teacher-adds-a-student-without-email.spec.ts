import { expect, type Locator, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { hire, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";

test("a student without an email gets in by a card, and the teacher makes a new password", async ({
  page,
  browser,
}) => {
  const school = await openSchool({ seats: 5 });
  const room = await openClassroom(school, "3rd Period Health");
  const teacher = await hire(school, "Tom Teacher", [room.id]);
  await signInOn(page, teacher);
  await page.goto(`/o/${school.slug}/classrooms/${room.id}`);

  // By hand, and what it costs is said before the click.
  await page.getByRole("button", { name: "Add a student" }).click();
  await page.getByRole("menuitem", { name: "Somebody new" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a student to 3rd Period Health" });
  await expect(dialog.getByText("A new student spends one seat. 5 are left.")).toBeVisible();
  const name = "Maya Lopez";
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await expect(dialog.getByText(/^Leave it empty for maya\.lopez/)).toBeVisible();
  await expectAccessible(page, "adding a student");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();

  // The password is shown once; from there it is one click to the card.
  const given = page.getByRole("dialog", { name: `${name} is in` });
  const [username, password] = await shownOnce(given);
  expect(password).toMatch(/^[a-z]+-[a-z]+-[a-z]+-\d\d$/);
  await expectAccessible(page, "a first password");
  await given.getByRole("button", { name: "Print a sign-in card" }).click();
  const sheet = page.getByRole("dialog", { name: "Print the cards" });
  await expect(sheet.getByRole("img", { name: `Sign-in code of ${name}` })).toBeVisible();
  await expect(sheet.getByText(username)).toBeVisible();
  await expect(sheet.getByText(password)).toBeHidden(); // a found card must be worth nothing
  await expectAccessible(page, "a card to print");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("[data-print-only]").getByText(name, { exact: true })).toBeVisible();
  await expect(sheet).toBeHidden();
  await page.emulateMedia({ media: null });
  await sheet.getByRole("button", { name: "Close" }).last().click();

  // Another card from the student's own page, whose link is what the phone reads.
  await page.getByRole("link", { name }).click();
  await expect(page.getByText("not used yet")).toBeVisible();
  const made = page.waitForResponse(/\/sign-in-cards$/);
  await page.getByRole("button", { name: "Print a new card" }).click();
  const { cards } = await (await made).json();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await expectAccessible(page, "a student who signs in with a username");

  const phone = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const student = await phone.newPage();
  await student.goto(cards[0].link);
  await expect(student.getByText("3rd Period Health")).toBeVisible();
  expect(student.url()).not.toContain("#");
  await student.goto("/me");
  await expect(student.getByText(username)).toBeVisible();
  await expectAccessible(student, "the account of a student without an email");

  // A new password ends all that: the session, the old password, the card.
  await page.getByRole("button", { name: "New password" }).click();
  await page
    .getByRole("dialog", { name: `Make a new password for ${name}?` })
    .getByRole("button", { name: "Make a new password" })
    .click();
  const fresh = page.getByRole("dialog", { name: `The new password of ${name}` });
  const [, renewed] = await shownOnce(fresh);
  expect(renewed).not.toBe(password);
  await fresh.getByRole("button", { name: "Done" }).click();
  await student.goto(cards[0].link);
  await expect(student.getByText("This card no longer works")).toBeVisible();
  await expectAccessible(student, "a card that no longer works");

  await student.getByRole("link", { name: "Sign in with a password" }).click();
  await student.getByLabel("Email or username").fill(username.toUpperCase());
  await student.getByLabel("Password", { exact: true }).fill(renewed);
  await student.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(student.getByText("3rd Period Health")).toBeVisible();
  await phone.close();
});

/** Username and password in a window that shows them. */
async function shownOnce(dialog: Locator): Promise<[string, string]> {
  await expect(dialog.locator("dd")).toHaveCount(2);
  const [username = "", password = ""] = await dialog.locator("dd").allTextContents();
  return [username, password];
}
