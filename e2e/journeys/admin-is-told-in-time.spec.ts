import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { url } from "../support/api";
import { mailTo } from "../support/mail";
import { enroll, handOutCode, openClassroom, openSchool } from "../support/school";
import { signInOn } from "../support/screens";
import { OPERATOR } from "../support/server";

test("an admin is told when seats become few, and the operator sells more", async ({
  page,
  browser,
}) => {
  // 35 held and 2 spent of 50: 74 per cent are in use.
  const school = await openSchool({ seats: 50 });
  await openClassroom(school, "Spring health", { seat_allotment: 35 });
  const { code } = await handOutCode(school, (await openClassroom(school, "Fall health")).id);
  await enroll(code, "Early Bird");
  await enroll(code, "Sam Rivera");
  const alert = page.getByText("Three quarters of your seats are in use");
  await signInOn(page, school.admin);
  await page.goto(`/o/${school.slug}`);
  await expect(page.getByText("Too early to tell when they run out")).toBeVisible();
  await expect(alert).toBeHidden();

  await enroll(code, "One Too Many");
  await page.reload();
  await expect(alert).toBeVisible();
  await expectAccessible(page, "overview with few seats");
  const { text } = await mailTo(school.admin.email, /^75% of your seats are in use/);
  expect(text).toContain("38 of the 50 seats");
  const link = /http\S+\/seats/.exec(text)?.[0] ?? "";
  expect(link).toBe(`${url()}/o/${school.slug}/seats`);
  await page.goto(link);
  await expect(page.getByText("50 granted = 3 spent + 35 held + 12 free")).toBeVisible();
  await expect(
    page.getByText("These 5 entries add up: 50 = 3 spent + 35 held + 12 free"),
  ).toBeVisible();

  // The operator, at another desk, sells more.
  const desk = await (await browser.newContext()).newPage();
  await signInOn(desk, { ...OPERATOR, name: "Olive Operator" });
  await desk.goto(`/operator/organizations/${school.id}`);
  await desk.getByRole("button", { name: "Grant a license" }).first().click();
  const grant = desk.getByRole("dialog", { name: `Grant a license to ${school.name}` });
  await grant.getByLabel("Seats", { exact: true }).fill("50");
  await grant.getByRole("button", { name: "Grant", exact: true }).click();
  await expect(desk.getByRole("img", { name: /62 free, 100 in all/ })).toBeVisible();

  await page.goto(`/o/${school.slug}`);
  await expect(page.getByRole("img", { name: /62 free, 100 in all/ })).toBeVisible();
  await expect(alert).toBeHidden();
});

test("an admin reads the story of one seat, from the student and from the ledger", async ({
  page,
}) => {
  const school = await openSchool({ seats: 10 });
  const room = await openClassroom(school, "3rd Period Health");
  const { code } = await handOutCode(school, room.id);
  await enroll(code, "Early Bird");
  const sam = await enroll(code, "Sam Rivera");
  await signInOn(page, school.admin);
  await page.goto(`/o/${school.slug}/seats`);
  const ledger = page.getByRole("table", { name: "Every seat event, newest first" });
  await expect(ledger.getByRole("row")).toHaveCount(4);
  await page.getByRole("combobox", { name: "The seat of one student" }).fill("sam");
  await page.getByRole("option", { name: sam.name }).click();
  await expect(ledger.getByRole("row")).toHaveCount(2);
  await expect(ledger).toContainText(`Sam Rivera spent seat 2 by ${code} through ${room.name}`);
  await expectAccessible(page, "the story of one seat");
  await ledger.getByRole("link", { name: "See Sam Rivera" }).click();
  await expect(page.getByRole("heading", { level: 1, name: sam.name })).toBeVisible();
  await page.getByRole("link", { name: "See it in the ledger" }).click();
  await expect(ledger.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("combobox", { name: "The seat of one student" })).toHaveValue(
    `${sam.name} (${sam.email})`,
  );
  await expect(ledger).toBeInViewport();
});
