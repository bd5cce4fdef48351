//! Organizations, their staff, and what the operator does with them; and that two schools never see each other.

use std::collections::{BTreeMap, BTreeSet};

use homeroom::shared::sql::sql;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Api, School, id, merge};

fn new(extra: Value) -> Value {
    merge(json!({ "name": "Franklin", "slug": "franklin", "time_zone": "America/Chicago", "admin_email": "ada@franklin.test" }), extra)
}

#[tokio::test]
async fn an_operator_creates_an_organization_and_its_admin_is_written_to() {
    let school = School::with_seats(0).await;
    let body = new(json!({ "name": " Franklin Schools ", "admin_name": "Ada Byrne" }));
    let made = school.operator.post("operator/organizations", body).await.expect(201);
    assert_eq!((&made["name"], &made["status"], &made["licenses"]), (&json!("Franklin Schools"), &json!("active"), &json!(0)));
    assert_eq!(made["admins"], json!([{ "display_name": "Ada Byrne", "email": "ada@franklin.test" }]));
    assert_eq!(made["seats"], json!({ "granted": 0, "spent": 0, "held": 0, "free": 0 }));
    let mails = school.house.mail_to("ada@franklin.test").await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].1.contains(&format!("{}/invite/", school.house.base)), "{}", mails[0].1);
    // Who has an account signs in as always.
    let mails = school.house.mail_to("admin@hamilton.test").await;
    assert!(mails.len() == 1 && !mails[0].1.contains("/invite/"), "{mails:?}");
}

#[tokio::test]
async fn an_organization_is_refused_by_its_fields() {
    let school = School::with_seats(0).await;
    for (extra, pointer, code) in [
        (json!({ "name": "  " }), "/name", "blank"),
        (json!({ "name": "x".repeat(121) }), "/name", "name-length"),
        (json!({ "slug": "Franklin High" }), "/slug", "slug-form"),
        (json!({ "slug": "-franklin" }), "/slug", "slug-form"),
        (json!({ "time_zone": "Mars/Olympus" }), "/time_zone", "time-zone-unknown"),
        (json!({ "time_zone": "EST5EDT9" }), "/time_zone", "time-zone-unknown"),
        (json!({ "admin_email": "nobody" }), "/admin_email", "email-invalid"),
        (json!({ "slug": "hamilton" }), "/slug", "slug-taken"),
    ] {
        let reply = school.operator.post("operator/organizations", new(extra.clone())).await;
        assert!(matches!(reply.status.as_u16(), 409 | 422), "{extra}: {}", reply.body);
        let error = &reply.body["errors"][0];
        assert_eq!((id(error, "pointer"), id(error, "code")), (pointer.to_owned(), code.to_owned()), "{extra}");
    }
    assert_eq!(school.house.count("SELECT count(*) AS value FROM organizations"), 1, "nothing half made");
    assert_eq!(school.house.count("SELECT count(*) AS value FROM mails WHERE recipient = 'ada@franklin.test'"), 0, "and no mail gone");
}

#[tokio::test]
async fn every_zone_that_is_taken_is_one_that_the_database_knows() {
    let school = School::with_seats(0).await;
    let zones: Vec<String> = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name().to_owned()).collect();
    let unknown: Vec<String> = sql("SELECT coalesce(array_agg(z), '{}') AS value FROM unnest($1::text[]) z
         WHERE z NOT IN (SELECT name FROM pg_timezone_names)")
    .bind(zones)
    .scalar(&mut school.house.database())
    .unwrap();
    assert_eq!(unknown, Vec::<String>::new());
}

#[tokio::test]
async fn licenses_add_up_and_run_on_the_schools_days() {
    let school = School::with_seats(0).await;
    school.house.move_to("2026-09-10T12:00:00Z");
    let operator = school.house.sign_in("operator@homeroom.test").await;
    let (organization, _) = school.house.organization(&operator, "kiritimati", "Pacific/Kiritimati").await;
    let path = format!("operator/organizations/{organization}/licenses");
    // It is the 11th there already.
    for (starts, ends, status) in
        [("2026-01-01", "2026-09-10", "ended"), ("2026-09-12", "2027-09-11", "upcoming"), ("2026-09-11", "2026-09-11", "active")]
    {
        let license = operator.post(&path, json!({ "seats": 10, "starts_on": starts, "ends_on": ends })).await.expect(201);
        assert_eq!(license["status"], status, "{starts} to {ends}");
        let shown = operator.get(&format!("operator/organizations/{organization}")).await.expect(200);
        assert_eq!(shown["license_active"], status == "active");
    }
    let admin = school.house.sign_in("admin@kiritimati.test").await;
    let seats = admin.get(&format!("organizations/{organization}/seats")).await.expect(200);
    assert_eq!((&seats["granted"], &seats["free"]), (&json!(30), &json!(30)), "seats add up, whatever the terms");
    // Today's is carried on by tomorrow's.
    assert_eq!((&seats["license_active"], &seats["license_ends_on"]), (&json!(true), &json!("2027-09-11")));
    assert_eq!(operator.all(&path).await.len(), 3);
    for (body, pointer, code) in [
        (json!({ "seats": 1, "starts_on": "2026-09-11", "ends_on": "2026-09-10" }), "/ends_on", "dates-reversed"),
        (json!({ "seats": 0, "starts_on": "2026-09-11", "ends_on": "2026-09-12" }), "/seats", "seats-range"),
        (json!({ "seats": -5, "starts_on": "2026-09-11", "ends_on": "2026-09-12" }), "/seats", "seats-range"),
    ] {
        let problem = operator.post(&path, body).await.expect(422);
        assert_eq!((&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]), (&json!(pointer), &json!(code)));
    }
    let body = json!({ "seats": 1, "starts_on": "2026-09-11", "ends_on": "2026-09-12" });
    operator.post(&format!("operator/organizations/{}/licenses", Uuid::now_v7()), body).await.refused(404, "not-found");
}

#[tokio::test]
async fn the_operator_finds_every_organization_and_nobody_in_it() {
    let school = School::with_seats(7).await;
    school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    let slugs = async |query: &str| {
        let found = school.operator.all(&format!("operator/organizations?limit=1&{query}")).await;
        found.iter().map(|one| id(one, "slug")).collect::<Vec<_>>()
    };
    assert_eq!(slugs("").await, ["franklin", "hamilton"], "newest first");
    assert_eq!(slugs("q=FRANK").await, ["franklin"]);
    assert_eq!(slugs("q=100%25").await, Vec::<String>::new(), "a percent sign is a percent sign");
    let path = format!("operator/organizations/{}", school.id);
    school.operator.patch(&path, json!({ "status": "closed" })).await.refused(422, "invalid");
    let renamed = school.operator.patch(&path, json!({ "name": "Hamilton Schools", "status": "suspended" })).await.expect(200);
    assert_eq!(
        (&renamed["name"], &renamed["status"], &renamed["seats"]["granted"]),
        (&json!("Hamilton Schools"), &json!("suspended"), &json!(7))
    );
    // To run the house is not to look into the rooms.
    school.operator.get(&school.at("students")).await.refused(404, "not-found");
}

#[tokio::test]
async fn an_admin_changes_the_organization() {
    let school = School::with_seats(0).await;
    let path = format!("organizations/{}", school.id);
    let shown = school.admin.get(&path).await.expect(200);
    assert_eq!((&shown["slug"], &shown["role"], &shown["contact_email"]), (&json!("hamilton"), &json!("admin"), &Value::Null));
    let body = json!({ "name": " Hamilton Schools ", "time_zone": "Europe/Madrid", "contact_email": "office@hamilton.test" });
    let changed = school.admin.patch(&path, body).await.expect(200);
    assert_eq!((&changed["name"], &changed["time_zone"]), (&json!("Hamilton Schools"), &json!("Europe/Madrid")));
    school.admin.patch(&path, json!({ "contact_email": "office" })).await.refused(422, "email-invalid");
    for (field, value) in [("slug", "other"), ("status", "active"), ("id", "1")] {
        let problem = school.admin.patch(&path, json!({ field: value })).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["code"], "unknown-field", "{field} is not the admin's to set");
    }
}

#[tokio::test]
async fn staff_are_added_changed_and_taken_off() {
    let school = School::with_seats(0).await;
    let staff = school.at("staff");
    let body = json!({ "email": "New@Hamilton.test", "display_name": "Nia New", "role": "teacher", "title": " Counselor " });
    let nia = school.admin.post(&staff, body.clone()).await.expect(201);
    assert_eq!((&nia["display_name"], &nia["title"], &nia["account_ready"]), (&json!("Nia New"), &json!("Counselor"), &json!(false)));
    assert!(school.house.mail_to("New@Hamilton.test").await[0].1.contains("/invite/"));
    school.admin.post(&staff, merge(body, json!({ "email": "new@hamilton.test" }))).await.refused(409, "staff-already");
    for (extra, code) in [(json!({ "email": "nobody" }), "email-invalid"), (json!({ "role": "principal" }), "role-unknown")] {
        let problem = school.admin.post(&staff, merge(json!({ "email": "x@hamilton.test", "role": "teacher" }), extra)).await.expect(422);
        assert_eq!(problem["errors"][0]["code"], code);
    }
    let path = format!("{staff}/{}", id(&nia, "staff_id"));
    let changed = school.admin.patch(&path, json!({ "role": "admin", "title": "Principal" })).await.expect(200);
    assert_eq!((&changed["role"], &changed["title"]), (&json!("admin"), &json!("Principal")));
    assert_eq!(school.admin.all(&staff).await.len(), 2);
    school.admin.delete(&path).await.expect(204);
    school.admin.delete(&path).await.refused(404, "not-found");
    assert_eq!(school.admin.all(&staff).await.len(), 1);
}

#[tokio::test]
async fn one_newcomer_invited_by_many_at_once_is_one_person() {
    let school = School::with_seats(0).await;
    let (franklin, franklin_admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    let body = json!({ "email": "new@hamilton.test", "role": "teacher" });
    let tries = (0..8).map(|number| {
        let (admin, path) = match number % 2 {
            0 => (school.admin.clone(), school.at("staff")),
            _ => (franklin_admin.clone(), format!("organizations/{franklin}/staff")),
        };
        let body = body.clone();
        tokio::spawn(async move { admin.post(&path, body).await })
    });
    let mut added = 0;
    for task in tries.collect::<Vec<_>>() {
        let reply = task.await.unwrap();
        match reply.status.as_u16() {
            201 => added += 1,
            _ => drop(reply.refused(409, "staff-already")),
        }
    }
    assert_eq!(added, 2, "once in each school");
    assert_eq!(school.house.count("SELECT count(*) AS value FROM accounts WHERE email_key = 'new@hamilton.test'"), 1);
}

#[tokio::test]
async fn the_last_admin_stays() {
    let school = School::with_seats(0).await;
    let me = school.admin.all(&school.at("staff")).await.remove(0);
    let path = school.at(&format!("staff/{}", id(&me, "staff_id")));
    school.admin.patch(&path, json!({ "role": "teacher" })).await.refused(409, "last-admin");
    school.admin.delete(&path).await.refused(409, "last-admin");
    school.admin.patch(&path, json!({ "role": "admin", "title": "Principal" })).await.expect(200);
}

#[tokio::test]
async fn of_two_admins_who_demote_each_other_one_stays() {
    let school = School::with_seats(0).await;
    let second = school.house.person("second@hamilton.test", false);
    let body = json!({ "email": "second@hamilton.test", "role": "admin" });
    let other = school.admin.post(&school.at("staff"), body).await.expect(201);
    let staff = school.admin.all(&school.at("staff")).await;
    let me = staff.iter().find(|one| one["staff_id"] != other["staff_id"]).unwrap();
    let at = |one: &Value| school.at(&format!("staff/{}", id(one, "staff_id")));
    let (first, mine, theirs) = (school.admin.clone(), at(me), at(&other));
    let one = tokio::spawn(async move { first.patch(&theirs, json!({ "role": "teacher" })).await });
    let two = tokio::spawn(async move { second.delete(&mine).await });
    let done = [one.await.unwrap().status.as_u16(), two.await.unwrap().status.as_u16()];
    assert_eq!(done.iter().filter(|status| (200..300).contains(*status)).count(), 1, "{done:?}");
    let admins = school.house.count("SELECT count(*) AS value FROM staff WHERE role = 'admin'");
    assert_eq!(admins, 1);
}

#[tokio::test]
async fn my_organizations_are_those_in_which_i_am_something() {
    let school = School::with_seats(5).await;
    let (franklin, admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    school.house.license(&school.operator, &franklin, 5).await;
    admin.post(&format!("organizations/{franklin}/codes"), json!({ "code": "FRANKLIN" })).await.expect(201);
    school.house.organization(&school.operator, "lincoln", "America/Chicago").await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[]).await;
    teacher.redeem("FRANKLIN").await.expect(201);
    let mine = teacher.all("organizations?limit=1").await;
    let roles: Vec<(String, String)> = mine.iter().map(|one| (id(one, "slug"), id(one, "role"))).collect();
    assert_eq!(roles, [("franklin".to_owned(), "student".to_owned()), ("hamilton".to_owned(), "teacher".to_owned())], "by name");
    // A learner there sees nothing of its office.
    teacher.get(&format!("organizations/{franklin}")).await.refused(403, "role-required");
}

/// The ids of a school's things, by what paths call them.
type Things = BTreeMap<&'static str, String>;

/// A school in which something has happened, with the ids of all of it. Whatever gets a page of its own
/// has one here.
async fn busy(school: &School, organization: &str, admin: &Api, slug: &str) -> Things {
    let at = |path: &str| format!("organizations/{organization}/{path}");
    school.house.license(&school.operator, organization, 20).await;
    let course = school.course("Sleep and stress").await;
    let room = json!({ "name": slug, "seat_allotment": 3, "course_ids": [course] });
    let room = admin.post(&at("classrooms"), room).await.expect(201);
    let body = json!({ "code": format!("CODE-{slug}"), "classroom_id": room["id"] });
    let code = admin.post(&at("codes"), body).await.expect(201);
    let member = admin.post(&at("staff"), json!({ "email": format!("t@{slug}.test"), "role": "teacher" })).await.expect(201);
    let assigned = at(&format!("classrooms/{}/staff/{}", id(&room, "id"), id(&member, "staff_id")));
    admin.put(&assigned).await.expect(200);
    school.house.person(&format!("only@{slug}.example"), false).redeem(&format!("CODE-{slug}")).await.expect(201);
    school.house.person(&format!("second@{slug}.example"), false).redeem(&format!("CODE-{slug}")).await.expect(201);
    let mut students = admin.all(&at("students")).await;
    let (student, other) = (students.remove(1), students.remove(0));
    let batch = admin.post(&at("code-batches"), json!({ "count": 2, "classroom_id": room["id"] })).await.expect(201);
    let next_door = admin.post(&at("classrooms"), json!({ "name": format!("{slug} too") })).await.expect(201);
    let copy = json!({ "kind": "copy", "to_classroom_ids": [next_door["id"]], "students": { "everybody": true } });
    let transfer = admin.post(&at(&format!("classrooms/{}/transfers", id(&room, "id"))), copy).await.expect(201);
    let invited = json!({ "addresses": format!("invited@{slug}.example"), "classroom_id": room["id"] });
    admin.post(&at("invitations"), invited).await.expect(201);
    let list = Some(("text/csv", format!("Email\nlisted@{slug}.example\n")));
    let import = admin.send_text(Method::POST, &at("imports"), list).await.expect(201);
    let last_year = admin.post(&at("classrooms"), json!({ "name": format!("{slug} last year") })).await.expect(201);
    let closing = json!([{ "classroom_id": last_year["id"], "action": "close", "students": { "default": "leave" } }]);
    let plan = admin.post(&at("rollovers"), json!({ "dry_run": true, "classrooms": closing })).await.expect(200);
    let order = json!({ "dry_run": false, "mark": plan["mark"], "classrooms": closing });
    let rollover = admin.post(&at("rollovers"), order).await.expect(201);
    // Of this one the school may read the whole record.
    let kept = json!({ "display_name": format!("Kept {slug}"), "classroom_id": next_door["id"] });
    let kept = admin.post(&at("students"), kept).await.expect(201);
    Things::from([
        ("kept_student_id", id(&kept, "student_id")),
        ("rollover_id", id(&rollover, "id")),
        ("import_id", id(&import, "id")),
        ("classroom_id", id(&room, "id")),
        ("code_id", id(&code, "id")),
        ("staff_id", id(&member, "staff_id")),
        ("student_id", id(&student, "id")),
        ("other_student_id", id(&other, "id")),
        ("batch_id", id(&batch, "id")),
        ("transfer_id", id(&transfer, "id")),
        ("invitation_id", id(&admin.all(&at("invitations")).await[0], "id")),
    ])
}

/// Every list and page that an admin can open.
async fn everything_readable(school: &School, organization: &str, things: &Things, admin: &Api) -> String {
    let spec = admin.get("/api/openapi.json").await.expect(200);
    let course = school.course("Sleep and stress").await;
    let mut text = String::new();
    for (path, item) in spec["paths"].as_object().unwrap() {
        if item.get("get").is_none() || !path.contains("/organizations/{organization_id}") || path.contains("/operator/") {
            continue;
        }
        let mut path = path.replace("{organization_id}", organization).replace("{course_id}", &course);
        path = path.replace("{student_id}/export", "{kept_student_id}/export");
        for (name, id) in things {
            path = path.replace(&format!("{{{name}}}"), id);
        }
        assert!(!path.contains('{'), "{path}: a busy school has one of these too");
        text += &admin.send(Method::GET, &path, None).await.expect(200).to_string();
    }
    text + &admin.get("organizations").await.text + &admin.get("me").await.text
}

/// Everything by which a school could be known elsewhere.
fn told_by(things: &Things, more: &[&str]) -> Vec<String> {
    things.values().cloned().chain(more.iter().map(|one| (*one).to_owned())).collect()
}

#[tokio::test]
async fn two_schools_never_see_each_other() {
    let school = School::with_seats(0).await;
    let (franklin, franklin_admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    let ours = busy(&school, &school.id, &school.admin, "ours").await;
    let theirs = busy(&school, &franklin, &franklin_admin, "theirs").await;
    // One person is a student in both; each school knows its own half of them.
    let both = school.house.person("both@example.com", false);
    both.redeem("CODE-ours").await.expect(201);
    both.redeem("CODE-theirs").await.expect(201);
    let half = |admin: Api, organization: String| async move {
        let found = admin.all(&format!("organizations/{organization}/students?q=both")).await;
        let page = admin.get(&format!("organizations/{organization}/students/{}", id(&found[0], "id"))).await;
        (id(&found[0], "id"), page.text)
    };
    let (our_half, our_page) = half(school.admin.clone(), school.id.clone()).await;
    let (their_half, their_page) = half(franklin_admin.clone(), franklin.clone()).await;
    assert_ne!(our_half, their_half);
    let we_see = everything_readable(&school, &school.id, &ours, &school.admin).await + &our_page;
    let they_see = everything_readable(&school, &franklin, &theirs, &franklin_admin).await + &their_page;
    for (name, foreign, seen) in [
        ("we", told_by(&theirs, &[&franklin, &their_half, "CODE-THEIRS", "only@theirs", "invited@theirs"]), we_see),
        ("they", told_by(&ours, &[&school.id, &our_half, "CODE-OURS", "only@ours", "invited@ours"]), they_see),
    ] {
        for one in foreign {
            assert!(!seen.contains(&one), "{name} see {one} of the other school");
        }
    }
    // The same with ids in queries and bodies.
    let (room, staff, student) = (&theirs["classroom_id"], &theirs["staff_id"], &theirs["student_id"]);
    for list in [format!("codes?classroom_id={room}"), format!("seats/ledger?student_id={student}")] {
        assert_eq!(school.admin.all(&school.at(&list)).await, Vec::<Value>::new());
    }
    let mut refused = BTreeSet::new();
    for (path, body) in [
        ("codes".to_owned(), json!({ "classroom_id": room })),
        ("codes".to_owned(), json!({ "assigned_staff_id": staff })),
        ("classrooms".to_owned(), json!({ "name": "New", "staff_ids": [staff] })),
        (format!("classrooms/{}/members", ours["classroom_id"]), json!({ "student_id": student })),
    ] {
        refused.insert(id(&school.admin.post(&school.at(&path), body).await.expect(422), "code"));
    }
    assert_eq!(refused, ["classroom-unknown", "staff-unknown", "student-unknown"].map(str::to_owned).into());
    school.admin.put(&school.at(&format!("classrooms/{}/staff/{staff}", ours["classroom_id"]))).await.refused(404, "not-found");
}
