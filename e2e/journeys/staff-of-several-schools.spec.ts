import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/a11y";
import { answer, once, signIn } from "../support/api";
import {
  acceptInvitation,
  handOutCode,
  openClassroom,
  openSchool,
  somebody,
} from "../support/school";
import { signInOn } from "../support/screens";

test("a teacher in two schools and a learner in one goes between them without signing out", async ({
  page,
}) => {
  const [school, second] = [await openSchool(), await openSchool()];
  const room = await openClassroom(school, "3rd Period Health");
  const course = await openClassroom(second, "Staff wellness");
  const kim = somebody("Kim Lee");

  // On the staff, with a classroom, in one window.
  await signInOn(page, school.admin);
  await page.goto(`/o/${school.slug}/staff`);
  await page.getByRole("button", { name: "Add staff" }).click();
  const dialog = page.getByRole("dialog", { name: "Add staff" });
  await dialog.getByLabel("Email addresses").fill(`Kim Lee <${kim.email}>\n${school.admin.email}`);
  await dialog.getByLabel("Classrooms").click();
  await page.getByRole("option", { name: room.name }).click();
  await page.keyboard.press("Escape");
  await expectAccessible(page, "adding staff");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  const look = page.getByRole("dialog", { name: "These need a second look" });
  await expect(look.getByText("On your staff already")).toBeVisible();
  await look.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("table", { name: "Staff" }).getByRole("row", { name: "Kim Lee" });
  await expect(row.getByText("Invitation not used yet")).toBeVisible();
  await expect(row.getByText(room.name)).toBeVisible();
  await row.getByRole("button", { name: "More: Kim Lee" }).click();
  await page.getByRole("menuitem", { name: "Send the link again" }).click();
  await expect(page.getByText(`Sent again to ${kim.email}`)).toBeVisible();
  await expectAccessible(page, "staff with an invitation");

  // The newest link opens the door, and the other school's too.
  await acceptInvitation(kim);
  await answer(
    second.asAdmin.POST("/api/v1/organizations/{organization_id}/staff", {
      params: { ...once(), path: { organization_id: second.id } },
      body: { email: kim.email, role: "admin" },
    }),
  );
  const asKim = await signIn(kim);
  const { code } = await handOutCode(second, course.id);
  await answer(
    asKim.POST("/api/v1/me/redemptions", {
      params: once(),
      body: { code, confirm_learner: true },
    }),
  );

  await page.context().clearCookies();
  await signInOn(page, kim);
  await page.goto(`/o/${school.slug}`);
  // A teacher here: no seats, no staff.
  const rail = page.getByRole("navigation").first();
  await expect(rail.getByRole("link", { name: "Seats" })).toBeHidden();
  await page.getByRole("button", { name: /Switch organization/ }).click();
  await page.getByRole("menuitem", { name: second.name }).click();
  await expect(page).toHaveURL(new RegExp(`/o/${second.slug}`));
  await expect(rail.getByRole("link", { name: "Seats" })).toBeVisible();
  // To what Kim learns, and back.
  await page.getByRole("button", { name: /Kim Lee/ }).click();
  await page.getByRole("menuitem", { name: "My classes" }).click();
  await expect(page).toHaveURL(/\/home/);
  await expect(page.getByText(course.name)).toBeVisible();
  await page.getByRole("link", { name: "Staff area" }).click();
  await expect(page).toHaveURL(/\/o\//);

  // Off the staff: the next click leads nowhere.
  await page.goto(`/o/${school.slug}/classrooms`);
  await expect(page.getByRole("link", { name: room.name })).toBeVisible();
  const { items } = await answer(
    school.asAdmin.GET("/api/v1/organizations/{organization_id}/staff", {
      params: { path: { organization_id: school.id } },
    }),
  );
  const staff_id = items.find(({ email }) => email === kim.email)?.staff_id ?? "";
  await school.asAdmin.DELETE("/api/v1/organizations/{organization_id}/staff/{staff_id}", {
    params: { path: { organization_id: school.id, staff_id } },
  });
  await page.getByRole("link", { name: room.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: room.name })).toBeHidden();
});
