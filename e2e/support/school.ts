import { type Api, answer, api, once, type Person, signIn } from "./api";
import { invitationOf } from "./mail";
import { OPERATOR } from "./server";

let made = 0;

/** A name that no other journey has: they all share one server. */
export function unique(word: string): string {
  made += 1;
  return `${word}-${process.pid}-${made}`;
}

export function somebody(name: string, domain = "example.org"): Person {
  const local = unique(name.toLowerCase().replaceAll(/[^a-z]+/g, "."));
  return { name, email: `${local}@${domain}`, password: "paper boats on friday" };
}

export const today = (days = 0) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export interface School {
  id: string;
  name: string;
  slug: string;
  admin: Person;
  asAdmin: Api;
}

/** An organization with seats, a license that runs, and an admin who has set a password. */
export async function openSchool({ seats = 30 } = {}): Promise<School> {
  const operator = await signIn(OPERATOR);
  const admin = somebody("Ada Admin");
  const slug = unique("hamilton");
  const name = `Hamilton School ${slug.replace("hamilton-", "")}`;
  const { id } = await answer(
    operator.POST("/api/v1/operator/organizations", {
      params: once(),
      body: {
        name,
        slug,
        time_zone: "America/New_York",
        admin_email: admin.email,
        admin_name: admin.name,
      },
    }),
  );
  await answer(
    operator.POST("/api/v1/operator/organizations/{organization_id}/licenses", {
      params: { ...once(), path: { organization_id: id } },
      body: { seats, starts_on: today(-30), ends_on: today(300) },
    }),
  );
  return { id, name, slug, admin, asAdmin: await acceptInvitation(admin) };
}

/** Sets the password behind the link in the mail. */
export async function acceptInvitation(person: Person): Promise<Api> {
  const token = (await invitationOf(person.email)).replace("/invite/", "");
  const body = { token, password: person.password };
  const session = await answer(api().POST("/api/v1/auth/password-reset/confirm", { body }));
  return api(session.access_token);
}

/** A teacher who has set a password, assigned to these classrooms. */
export async function hire(school: School, name: string, classrooms: string[]): Promise<Person> {
  const person = somebody(name);
  const path = { organization_id: school.id };
  const { staff_id } = await answer(
    school.asAdmin.POST("/api/v1/organizations/{organization_id}/staff", {
      params: { ...once(), path },
      body: { email: person.email, display_name: name, role: "teacher" },
    }),
  );
  for (const classroom_id of classrooms) {
    await answer(
      school.asAdmin.PUT(
        "/api/v1/organizations/{organization_id}/classrooms/{classroom_id}/staff/{staff_id}",
        { params: { path: { ...path, classroom_id, staff_id } } },
      ),
    );
  }
  await acceptInvitation(person);
  return person;
}

/** A classroom that offers the first courses of the catalog, and may hold seats back. */
export async function openClassroom(
  school: School,
  name: string,
  { courses = 2, seat_allotment }: { courses?: number; seat_allotment?: number } = {},
) {
  const path = { organization_id: school.id };
  const catalog = await answer(
    school.asAdmin.GET("/api/v1/organizations/{organization_id}/courses", { params: { path } }),
  );
  const offered = catalog.items.slice(0, courses);
  const classroom = await answer(
    school.asAdmin.POST("/api/v1/organizations/{organization_id}/classrooms", {
      params: { ...once(), path },
      body: { name, course_ids: offered.map(({ id }) => id), seat_allotment },
    }),
  );
  return { id: classroom.id, name, courses: offered.map(({ title }) => title) };
}

/** A code that leads into a classroom. */
export async function handOutCode(
  school: School,
  classroom_id: string,
  rules: { max_redemptions?: number; email_domains?: { domain: string }[] } = {},
) {
  return answer(
    school.asAdmin.POST("/api/v1/organizations/{organization_id}/codes", {
      params: { ...once(), path: { organization_id: school.id } },
      body: { classroom_id, enabled: true, ...rules },
    }),
  );
}

/** A new account that joins by a code in one request, as the join page does. */
export async function enroll(code: string, name: string): Promise<Person> {
  const { email, password, name: display_name } = somebody(name);
  await answer(
    api().POST("/api/v1/auth/register", { body: { email, password, display_name, code } }),
  );
  return { name, email, password };
}

/** What `homeroom demo` loads, and prints. */
export const DEMO = {
  slug: "hamilton-schools",
  code: "MHS-PTA-2027",
  admin: demoPerson("admin"),
  teacher: demoPerson("teacher"),
  student: demoPerson("student"),
};

function demoPerson(role: string): Person {
  return { name: role, email: `${role}@hamiltonschools.org`, password: "homeroom-demo" };
}
