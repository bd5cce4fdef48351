import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { openSchool, type School, unique } from "../support/school";
import { signInOn } from "../support/screens";

const ROOMS = Array.from({ length: 20 }, (_, number) => `Health ${number + 1}`);
const STUDENTS = 500;

/** A list as the office has it: 500 students in 20 classrooms, three of whom cannot come in as they stand. */
function list(domain: string): string {
  const rows = Array.from({ length: STUDENTS }, (_, number) => {
    const room = ROOMS[number % ROOMS.length];
    return `Student${number},Number ${number},s${number}@${domain},${room}`;
  });
  rows.splice(100, 0, `Ana,Broken,ana.${domain},${ROOMS[0]}`);
  rows.splice(200, 0, `Ben,Nobody,,${ROOMS[1]}`);
  rows.splice(300, 0, `Cleo,Twice,s7@${domain},${ROOMS[7]}`);
  return ["First name,Last name,Email,Classroom", ...rows].join("\r\n");
}

const rail = (page: Page) => page.getByRole("navigation").first();
const go = (page: Page, name: string) => rail(page).getByRole("link", { name }).click();

async function bringIn(page: Page, domain: string) {
  await go(page, "Students");
  await page.getByRole("link", { name: "Import a list" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Import students" })).toBeVisible();
  await page.getByRole("link", { name: "Import a list" }).first().click();
  await page.locator("input[type=file]").setInputFiles({
    name: "September.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(list(domain)),
  });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Check the rows" }).click();
  await page.getByRole("checkbox", { name: "Make 20 classrooms that are not there yet" }).click();
  await page.getByRole("button", { name: `Add ${STUDENTS} students` }).click();
  await expect(page.getByText(`${STUDENTS} students added`)).toBeVisible({ timeout: 60_000 });
}

async function hireThree(page: Page, domain: string) {
  await go(page, "Staff");
  await page.getByRole("button", { name: "Add staff" }).click();
  const dialog = page.getByRole("dialog", { name: "Add staff" });
  const team = ["Tom", "Uma", "Vic"].map((name) => `${name} Teacher <${name}@staff.${domain}>`);
  await dialog.getByLabel("Email addresses").fill(team.join("\n"));
  await dialog.getByLabel("Classrooms").click();
  await page.getByRole("option", { name: "Health 1", exact: true }).click();
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog).toBeHidden();
  // The head, the admin, and three.
  await expect(page.getByRole("table", { name: "Staff" }).getByRole("row")).toHaveCount(5);
}

async function makeCode(page: Page, room: string) {
  await page.getByRole("button", { name: "New code" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New code" });
  const code = dialog.getByLabel("Code", { exact: true });
  const named = new RegExp(`-${room.toUpperCase().replace(" ", "-")}-`);
  // The list moves while it is searched: whoever misses clicks again.
  await expect(async () => {
    await dialog.getByLabel("Classroom or campaign").fill(room);
    await page.getByRole("option", { name: room, exact: true }).click();
    await expect(code).toHaveValue(named, { timeout: 3_000 });
  }).toPass();
  await dialog.getByRole("button", { name: "Create code" }).click();
  const kit = page.getByRole("dialog", { name: "Your code is ready" });
  await kit.getByRole("button", { name: "Done" }).click();
  await expect(kit).toBeHidden();
}

/** What the school has, as a program sees it. */
async function figures(school: School) {
  const path = { organization_id: school.id };
  const seats = await school.asAdmin.GET("/api/v1/organizations/{organization_id}/seats", {
    params: { path },
  });
  const query = { limit: 200 };
  const [rooms, codes, staff] = await Promise.all([
    school.asAdmin.GET("/api/v1/organizations/{organization_id}/classrooms", {
      params: { path, query },
    }),
    school.asAdmin.GET("/api/v1/organizations/{organization_id}/codes", {
      params: { path, query },
    }),
    school.asAdmin.GET("/api/v1/organizations/{organization_id}/staff", {
      params: { path, query },
    }),
  ]);
  return {
    spent: seats.data?.spent,
    free: seats.data?.free,
    rooms: new Set(rooms.data?.items.map(({ name }) => name)),
    codes: new Set(codes.data?.items.map(({ classroom }) => classroom?.name)),
    staff: staff.data?.items.length,
  };
}

test("an admin has the whole of September in one sitting: staff, classrooms, codes and 500 students", async ({
  page,
}) => {
  const school = await openSchool({ seats: 520 });
  const domain = `${unique("school")}.example`;
  await signInOn(page, school.admin);
  const began = Date.now();

  await bringIn(page, domain);
  await expectAccessible(page, "a list that is in, but for three rows");
  await hireThree(page, domain);
  await go(page, "Codes");
  for (const room of ROOMS) await makeCode(page, room);
  const minutes = (Date.now() - began) / 60_000;
  test.info().annotations.push({ type: "sitting", description: `${minutes.toFixed(1)} minutes` });

  // Nobody twice, nobody lost.
  expect(await figures(school)).toEqual({
    spent: STUDENTS,
    free: 20,
    rooms: new Set(ROOMS),
    codes: new Set(ROOMS),
    staff: 4,
  });
  await go(page, "Students");
  await page.getByLabel("Search by name, email or username").fill("s499");
  await expect(page.getByText(`s499@${domain}`)).toBeVisible();
});
