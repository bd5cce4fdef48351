import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { answer } from "../support/api";
import { enroll, handOutCode, hire, openClassroom, openSchool, today } from "../support/school";
import { signInOn } from "../support/screens";

test("a student meets a closed code, tells the teacher, and is let in with one click", async ({
  browser,
  page,
}) => {
  const school = await openSchool();
  const room = await openClassroom(school, "3rd Period Health");
  const other = await openClassroom(school, "Staff wellness");
  const teacher = await hire(school, "Tom Teacher", [room.id]);
  const closed = await handOutCode(school, room.id);
  const maya = await enroll((await handOutCode(school, other.id)).code, "Maya Chen");
  const path = { organization_id: school.id, code_id: closed.id };
  await answer(
    school.asAdmin.PATCH("/api/v1/organizations/{organization_id}/codes/{code_id}", {
      params: { path },
      body: { valid_till: today(-3) },
    }),
  );

  await test.step("the join page says why, and offers help", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await signInOn(page, maya);
    await page.goto(closed.join_url);
    await expect(page.getByRole("heading", { name: "This code has ended" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Tell my teacher" })).toBeVisible();
    await expectAccessible(page, "closed code of somebody signed in");
    await page.getByRole("button", { name: "Tell my teacher" }).click();
    await expect(page.getByText("Your teacher knows")).toBeVisible();
    await expectAccessible(page, "told");
    await page.reload();
    await expect(page.getByText("Your teacher knows")).toBeVisible();
    await expect(page.getByRole("button", { name: "Tell my teacher" })).toBeHidden();
  });

  await test.step("the code box at home knows it too", async () => {
    await page.goto("/home");
    await page.getByLabel("Your code").fill(closed.code.toLowerCase());
    await page.getByRole("button", { name: "Join", exact: true }).click();
    await expect(page.getByText("This code has ended")).toBeVisible();
    await expect(page.getByText("Your teacher knows")).toBeVisible();
  });

  await test.step("the teacher extends the date with one click", async () => {
    const desk = await (await browser.newContext({ locale: "en-US" })).newPage();
    await signInOn(desk, teacher);
    await desk.goto(`/o/${school.slug}`);
    await expect(desk.getByText("1 student asks for help")).toBeVisible();
    await expectAccessible(desk, "overview with somebody who asks for help");
    await desk.getByRole("link", { name: "Open the refusal desk" }).click();
    const cases = desk.getByRole("list", { name: "Students who were refused" });
    await expect(cases.getByText(/Maya Chen could not join 3rd Period Health/)).toBeVisible();
    await expect(cases.getByText("Asks for help")).toBeVisible();
    await expect(cases.getByText("Spends no seat")).toBeVisible();
    await expectAccessible(desk, "refusal desk");
    await cases.getByRole("button", { name: /^Extend to .*, let in/ }).click();
    await expect(desk.getByText("Maya Chen is in")).toBeVisible();
    await expect(desk.getByRole("heading", { name: "Nobody waits here" })).toBeVisible();
    await expectAccessible(desk, "empty refusal desk");
    await desk.context().close();
  });

  await page.goto("/home");
  await expect(page.getByText(room.name)).toBeVisible();
});
