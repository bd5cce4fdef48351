import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { invitationLinks } from "../support/mail";
import { enroll, handOutCode, openClassroom, openSchool, somebody } from "../support/school";
import { signInOn } from "../support/screens";

test("an admin invites by mail: one who is there, one new, one nonsense; the new one joins on a phone", async ({
  page,
  browser,
}) => {
  const school = await openSchool();
  const room = await openClassroom(school, "3rd Period Health");
  const liam = await enroll((await handOutCode(school, room.id)).code, "Liam Stone");
  const maya = somebody("Maya Chen");

  await signInOn(page, school.admin);
  await page.goto(`/o/${school.slug}/classrooms/${room.id}?tab=invitations`);
  await expect(page.getByText("Nobody invited yet")).toBeVisible();
  await expectAccessible(page, "nobody invited yet");
  await page.getByRole("button", { name: "Invite by email" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite by email" });
  await dialog
    .getByLabel("Email addresses")
    .fill(`"Chen, Maya" <${maya.email}>; ${liam.email}\nnonsense`);
  // Before anything is sent: who gets mail, what it can cost, and who does not.
  await expect(dialog.getByText("1 person gets an email.")).toBeVisible();
  await expect(dialog.getByText("If everybody accepts, 1 seat is spent.")).toBeVisible();
  await expect(dialog.getByText("Is there already")).toBeVisible();
  await expect(dialog.getByText("Not an email address")).toBeVisible();
  await expectAccessible(page, "inviting");
  await dialog.getByRole("button", { name: "Invite 1 person" }).click();
  const table = page.getByRole("table", { name: "Invitations" });
  const row = table.getByRole("row", { name: maya.email });
  await expect(row.getByText("Sent")).toBeVisible();
  const [first] = await invitationLinks(maya.email, 1);

  // Sent again: the old link dies, and says so.
  await row.getByRole("button", { name: `More: ${maya.email}` }).click();
  await page.getByRole("menuitem", { name: "Send again" }).click();
  await expect(page.getByText("The old link no longer works.")).toBeVisible();
  const [second] = await invitationLinks(maya.email, 2);

  const phone = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const hers = await phone.newPage();
  await hers.goto(first as string);
  await expect(hers.getByText("You have a newer invitation")).toBeVisible();
  await expectAccessible(hers, "an invitation with a newer one");

  await hers.goto(second as string);
  await expect(hers.getByRole("heading", { level: 1, name: room.name })).toBeVisible();
  await expect(hers.getByText(`at ${school.name}`)).toBeVisible();
  await expect(hers.getByText("Ada Admin invites you.")).toBeVisible();
  for (const course of room.courses)
    await expect(hers.getByText(course, { exact: true }).first()).toBeVisible();
  await expect(hers.getByLabel("Your name")).toHaveValue("Maya Chen");
  await expectAccessible(hers, "an invitation");
  await expect(row.getByText("Opened")).toBeVisible({ timeout: 20_000 });
  await hers.getByLabel("Password", { exact: true }).fill(maya.password);
  await hers.getByRole("button", { name: "Join", exact: true }).tap();
  await expect(hers.getByText(`You are in ${room.name}`)).toBeVisible();
  await expect(hers).toHaveURL(new RegExp(`/classrooms/${room.id}`));
  await expect(hers.getByRole("heading", { level: 1, name: room.name })).toBeVisible();

  // Staff see it without loading the page again; the link is used up.
  const accepted = table.getByRole("row", { name: "Maya Chen" });
  await expect(accepted.getByText("Accepted")).toBeVisible({ timeout: 20_000 });
  await hers.goto(second as string);
  await expect(hers.getByText("This invitation was used already")).toBeVisible();
  await expectAccessible(hers, "a used invitation");
  await phone.close();

  // Taken back before it was answered.
  const zoe = somebody("Zoe Papadakis");
  await page.getByRole("button", { name: "Invite by email" }).click();
  await dialog.getByLabel("Email addresses").fill(zoe.email);
  await dialog.getByRole("button", { name: "Invite 1 person" }).click();
  const [zoes] = await invitationLinks(zoe.email, 1);
  await table.getByRole("button", { name: `More: ${zoe.email}` }).click();
  await page.getByRole("menuitem", { name: "Withdraw" }).click();
  const sure = page.getByRole("dialog", { name: `Withdraw the invitation to ${zoe.email}?` });
  await sure.getByRole("button", { name: "Withdraw" }).click();
  await expect(table.getByRole("row", { name: zoe.email }).getByText("Withdrawn")).toBeVisible();
  await expectAccessible(page, "invitations of a classroom");
  await page.goto(zoes as string);
  await expect(page.getByText("This invitation was taken back")).toBeVisible();
});

test("an invitation opened in somebody else's session asks who is joining", async ({ page }) => {
  const school = await openSchool();
  const room = await openClassroom(school, "Sophomore seminar");
  const code = await handOutCode(school, room.id);
  const other = await openClassroom(school, "Chess club");
  const sam = await enroll(code.code, "Sam Rivera");
  const mail = somebody("Sam at home");
  await school.asAdmin.POST("/api/v1/organizations/{organization_id}/invitations", {
    params: { path: { organization_id: school.id } },
    body: { addresses: mail.email, classroom_id: other.id },
  });
  const [link] = await invitationLinks(mail.email, 1);
  await signInOn(page, sam);
  await page.goto(link as string);
  await expect(page.getByText(`This invitation is for ${mail.email}`)).toBeVisible();
  // An address nobody has proven joins nothing in place of another.
  await expect(page.getByRole("button", { name: "Join as Sam Rivera" })).toBeHidden();
  await expectAccessible(page, "an invitation to another address");
  await page.getByRole("button", { name: `Join with ${mail.email}` }).click();
  await page.getByLabel("Your name").fill("Sam at home");
  await page.getByLabel("Password", { exact: true }).fill(mail.password);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page.getByText(`You are in ${other.name}`)).toBeVisible();
});
