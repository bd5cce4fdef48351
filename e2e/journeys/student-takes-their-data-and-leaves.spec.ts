import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { answer, once } from "../support/api";
import { mailTo } from "../support/mail";
import { enroll, handOutCode, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

async function askToLeave(page: Page, password: string) {
  await page.getByRole("button", { name: "Delete account" }).tap();
  await page.getByLabel("Your password now").fill(password);
  await page.getByRole("button", { name: "Delete my account" }).tap();
  await expect(page).toHaveURL(/sign-in/);
}

test("a student takes a copy of their data, asks to be deleted, stays, and asks again", async ({
  page,
  browser,
}) => {
  const school = await openSchool();
  const room = await openClassroom(school, "Health One");
  const { code } = await handOutCode(school, room.id);
  const maya = await enroll(code, "Maya Chen");
  await signInOn(page, maya);
  await page.goto("/me");

  // The copy is a file with the whole of it, for the password and for nothing less.
  await page.getByRole("button", { name: "Get a copy" }).tap();
  await page.getByLabel("Your password now").fill("not my password");
  await page.getByRole("button", { name: "Download" }).tap();
  await expect(page.getByText("This is not the password you have now.")).toBeVisible();
  await page.getByLabel("Your password now").fill(maya.password);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).tap(),
  ]);
  expect(file.suggestedFilename()).toBe("homeroom-my-data.json");
  const copy = await readFile(await file.path(), "utf8");
  expect(copy).toContain(maya.email);
  expect(copy).toContain("Health One");
  await expect(page.getByText("The file is in your downloads.")).toBeVisible();

  // The wrong password deletes nothing.
  await page.getByRole("button", { name: "Delete account" }).tap();
  await expect(page.getByText("Your schools are told.")).toBeVisible();
  await expectAccessible(page, "deleting one's account");
  await page.getByLabel("Your password now").fill("not my password");
  await page.getByRole("button", { name: "Delete my account" }).tap();
  await expect(page.getByText("This is not the password you have now.")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).tap();

  await askToLeave(page, maya.password);
  await expect(page.getByText(/^Your account will be deleted on/)).toBeVisible();
  await expectAccessible(page, "signed out, with a way back");
  const letter = await mailTo(maya.email, /^Your account will be deleted on/);
  expect(letter.text).toContain("Until then you can take it back.");
  await mailTo(school.admin.email, /^Maya Chen asked to have their account deleted/);
  // Nobody is signed in on this device any more, whichever page is opened.
  await page.goto("/me");
  await expect(page).toHaveURL(/sign-in/);

  // Signing in does not keep the account by itself: it offers to.
  await signInOn(page, maya);
  const notice = page.getByRole("status").filter({ hasText: "Your account will be deleted on" });
  await expect(notice).toBeVisible();
  await page.goto("/me");
  await expect(page.getByRole("button", { name: "Get a copy" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete account" })).toBeHidden();
  await page.getByRole("button", { name: "Keep my account" }).tap();
  await expect(notice).toBeHidden();
  await mailTo(maya.email, /^Your account stays/);
  await mailTo(school.admin.email, /^Maya Chen keeps their account/);
  await page.reload();
  await expect(notice).toBeHidden();

  await askToLeave(page, maya.password);

  // The school sees both: kept once, and on the way out now.
  const office = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await signInOn(office, school.admin);
  const rows = office.getByRole("listitem").filter({ hasText: /account/ });
  await expect(rows.filter({ hasText: "Kept their account after all" })).toHaveCount(1);
  const leaving = rows.filter({ hasText: "Their account will be deleted on" });
  await leaving.getByRole("link", { name: "Maya Chen" }).click();
  await expect(office.getByText("can take it back until then")).toBeVisible();
  await expectAccessible(office, "a student on their way out");
  await office.close();
});

test("an admin has the account deleted of a student without an email, and keeps it after all", async ({
  browser,
}) => {
  const school = await openSchool();
  const room = await openClassroom(school, "Health One");
  const added = await answer(
    school.asAdmin.POST("/api/v1/organizations/{organization_id}/students", {
      params: { ...once(), path: { organization_id: school.id } },
      body: { classroom_id: room.id, display_name: "Liam Park" },
    }),
  );
  const office = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await signInOn(office, school.admin);
  await office.goto(`/o/${school.slug}/students/${added.student_id}`);

  // A copy, for a parent who asks.
  const [file] = await Promise.all([
    office.waitForEvent("download"),
    office.getByRole("button", { name: "Download a copy" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("homeroom-student-record.json");
  expect(await readFile(await file.path(), "utf8")).toContain("Health One");

  // What goes, what stays, and until when it can be undone, before the click.
  await office.getByRole("button", { name: /^Delete this student/ }).click();
  const asks = office.getByRole("dialog", { name: "Delete the account of Liam Park?" });
  await expect(asks.getByText("which is spent and never comes back")).toBeVisible();
  await expect(asks.getByText(/^Liam Park is signed out at once\. Until/)).toBeVisible();
  await expectAccessible(office, "deleting a student's account");
  await asks.getByRole("button", { name: "Delete account and records" }).click();
  const notice = office.getByRole("status").filter({ hasText: "Their account will be deleted on" });
  await expect(notice.getByText("Ada Admin asked for it.")).toBeVisible();
  await expect(office.getByRole("button", { name: /^Delete this student/ })).toBeHidden();
  await mailTo(school.admin.email, /^Ada Admin is deleting the account of Liam Park/);

  await notice.getByRole("button", { name: "Keep the account" }).click();
  await expect(notice).toBeHidden();
  await expect(office.getByRole("button", { name: /^Delete this student/ })).toBeVisible();
  await mailTo(school.admin.email, /^Liam Park keeps their account/);
  await office.goto(`/o/${school.slug}`);
  await expect(office.getByText(/^Ada Admin kept the account after all/)).toBeVisible();
  await office.close();
});
