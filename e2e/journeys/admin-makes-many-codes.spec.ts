import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { openClassroom, openSchool, somebody } from "../support/school";
import { signInOn } from "../support/screens";

test("an admin makes 30 codes for one person each and downloads them; one lets in one student, and nobody after", async ({
  page,
  browser,
}) => {
  const school = await openSchool({ seats: 12 });
  const room = await openClassroom(school, "3rd Period Health");
  await signInOn(page, school.admin);
  await page.goto(`/o/${school.slug}/codes`);
  await page.getByRole("button", { name: "Make many codes" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: "Classroom or campaign" }).click();
  await page.getByRole("option", { name: room.name }).click();
  await form.getByLabel("How many codes").fill("30");
  await form.getByLabel("Each begins with").fill("mhs-pta");
  await expect(form.getByText("MHS-PTA-XXXX-XXXX-XXXX")).toBeVisible();
  await expect(form.getByText("Up to 30 new students can join")).toBeVisible();
  await expect(form.getByText("only 12 free seats")).toBeVisible();
  await expectAccessible(page, "many codes");

  // A domain that keeps nobody out is said so, before anything is made.
  await form.getByRole("button", { name: "Add a domain" }).click();
  await form.getByLabel("Domain 1").fill("yahoo.co.uk");
  await expect(form.getByText("Everybody can have an address at yahoo.co.uk")).toBeVisible();
  await form.getByLabel("Domain 1").fill("k12.ny.us");
  await expect(form.getByText("k12.ny.us belongs to no single school")).toBeVisible();
  await expectAccessible(page, "many codes, a domain of many schools");
  await form.getByRole("button", { name: "Remove k12.ny.us" }).click();
  await form.getByRole("button", { name: "Make 30 codes" }).click();

  const done = page.getByRole("dialog", { name: "30 codes are ready" });
  const downloading = page.waitForEvent("download");
  await done.getByRole("button", { name: "Download CSV" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^codes-MHS-PTA-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines).toHaveLength(31);
  const [code = "", link = "", place] = (lines[1] ?? "").split(",");
  expect(code).toMatch(/^MHS-PTA-\w{4}-\w{4}-\w{4}$/);
  expect(place).toBe(room.name);
  await expectAccessible(page, "many codes, made");

  const join = async (name: string) => {
    const visitor = await (await browser.newContext()).newPage();
    const student = somebody(name);
    await visitor.goto(link);
    return { visitor, student };
  };
  const { visitor, student } = await join("Sam Rivera");
  await visitor.getByLabel("Your name").fill(student.name);
  await visitor.getByLabel("Email").fill(student.email);
  await visitor.getByLabel("Password", { exact: true }).fill(student.password);
  await visitor.getByRole("button", { name: "Join", exact: true }).click();
  await expect(visitor.getByText(`You are in ${room.name}`)).toBeVisible();
  const second = await join("Lee Late");
  await expect(
    second.visitor.getByRole("heading", { name: "This code is not open" }),
  ).toBeVisible();

  await done.getByRole("link", { name: "See these codes" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("MHS-PTA-XXXX-XXXX-XXXX");
  await expect(page.getByText("of 30 codes used")).toBeVisible();
  await expect(page.getByText(code, { exact: true })).toBeAttached();
  await expectAccessible(page, "a batch");
  await page
    .getByRole("button", { name: /^More: MHS-PTA-XXXX/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Switch all off" }).click();
  await expect(page.getByText("Switched off")).toBeVisible();

  // What was forgotten is mended for all of them at once.
  await page
    .getByRole("button", { name: /^More: MHS-PTA-XXXX/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Edit all" }).click();
  const all = page.getByRole("dialog", { name: "Edit all 30 codes" });
  await all.getByRole("button", { name: "Add a domain" }).click();
  await all.getByLabel("Domain 1").fill("hamilton.example");
  await expectAccessible(page, "all codes of a batch, edited");
  await all.getByRole("button", { name: "Save changes" }).click();
  await expect(all).toBeHidden();
  await expect(page.getByText("Anyone with a hamilton.example address")).toBeVisible();
  await expect(page.getByRole("table").getByText("hamilton.example")).toHaveCount(30);

  // The list of codes has a row for all thirty.
  await page.goto(`/o/${school.slug}/codes`);
  await expect(
    page.getByRole("table", { name: "Made many at a time" }).getByRole("row"),
  ).toHaveCount(2);
  await expectAccessible(page, "codes with a batch");
});
