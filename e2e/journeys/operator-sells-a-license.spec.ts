import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { invitationOf } from "../support/mail";
import { somebody, unique } from "../support/school";
import { signInOn } from "../support/screens";
import { OPERATOR } from "../support/server";

test("an operator creates an organization and grants seats; its admin gets in by the mailed link", async ({
  page,
  browser,
}) => {
  const admin = somebody("Ada Admin");
  const slug = unique("lincoln-schools");
  const name = `Lincoln Schools ${slug.replace("lincoln-schools-", "")}`;
  await signInOn(page, { ...OPERATOR, name: "Olive Operator" });
  await expect(page).toHaveURL(/\/operator$/);
  await expectAccessible(page, "organizations");

  await page.getByRole("button", { name: "New organization" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New organization" });
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog.getByText("Write an email address")).toBeVisible();
  await expectAccessible(page, "new organization, incomplete");
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await expect(dialog.getByLabel("Short name")).toHaveValue(slug);
  await dialog.getByLabel("Email of its first admin").fill(admin.email);
  await dialog.getByLabel("Name of its first admin").fill(admin.name);
  await dialog.getByRole("button", { name: "Create" }).click();

  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("Without a license no student can join.")).toBeVisible();
  await page.getByRole("button", { name: "Grant a license" }).first().click();
  const grant = page.getByRole("dialog", { name: `Grant a license to ${name}` });
  await grant.getByLabel("Seats", { exact: true }).fill("250");
  await expect(grant.getByText("This adds 250 seats for good.")).toBeVisible();
  await expectAccessible(page, "granting a license");
  await grant.getByRole("button", { name: "Grant", exact: true }).click();
  await expect(page.getByRole("table", { name: "Licenses" }).getByText("250")).toBeVisible();
  await expect(page.getByRole("img", { name: /250 free, 250 in all/ })).toBeVisible();
  await expectAccessible(page, "organization with a license");

  // Another person, another browser, the link from the mail.
  const desk = await (await browser.newContext()).newPage();
  await desk.goto(await invitationOf(admin.email));
  await expect(desk.getByRole("heading", { name: `Welcome, ${admin.name}` })).toBeVisible();
  await expectAccessible(desk, "invitation");
  await desk.getByLabel("Password").first().fill(admin.password);
  await desk.getByRole("button", { name: "Save and sign in" }).click();
  await expect(desk).toHaveURL(new RegExp(`/o/${slug}`));
  await expect(desk.getByText("250").first()).toBeVisible();
});
