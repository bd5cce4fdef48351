//! Codes as staff make and edit them: text, dates, caps, domains, states, exposure.

use serde_json::{Value, json};

use crate::support::{Api, School, id, merge};

/// A license for these twenty years, so that the clock can go where a test needs it.
async fn license_for_long(school: &School, organization: &str) {
    let body = json!({ "seats": 100, "starts_on": "2020-01-01", "ends_on": "2040-01-01" });
    school.operator.post(&format!("operator/organizations/{organization}/licenses"), body).await.expect(201);
}

#[tokio::test]
async fn a_chosen_text_is_plain_and_a_made_up_one_is_legible() {
    let school = School::with_seats(1).await;
    for (text, code) in [
        ("abc", "code-length"),
        ("a-b-c", "code-length"),
        ("-----", "code-length"),
        ("", "code-length"),
        ("MHS PTA 2027", "code-characters"),
        ("MHS_PTA", "code-characters"),
        ("ÑANDÚ-2027", "code-not-ascii"),
        ("MHS–PTA–2027", "code-not-ascii"),
        (&"A".repeat(41), "code-length"),
    ] {
        let problem = school.admin.post(&school.at("codes"), json!({ "code": text })).await.refused(422, code);
        assert_eq!(problem["errors"][0]["pointer"], "/code", "{text}");
    }
    for (text, shown) in [(" mhs-pta-2027 ", "MHS-PTA-2027"), ("1234", "1234"), (&"b".repeat(40), &*"B".repeat(40))] {
        let code = school.admin.post(&school.at("codes"), json!({ "code": text })).await.expect(201);
        assert_eq!(code["code"], shown);
        assert_eq!(code["join_url"], format!("{}/join/{shown}", school.house.base));
    }
    let mut made = Vec::new();
    for _ in 0..3 {
        let code = id(&school.admin.post(&school.at("codes"), json!({})).await.expect(201), "code");
        assert!(code.len() == 14 && !code.contains(['O', '0', 'I', '1', 'L', 'A', 'E', 'U']), "{code}");
        assert!(!made.contains(&code));
        made.push(code);
    }
}

#[tokio::test]
async fn a_text_is_taken_in_every_spelling_everywhere_and_forever() {
    let school = School::with_seats(1).await;
    let (other, other_admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    let code = school.admin.post(&school.at("codes"), json!({ "code": "MHS-PTA-2027" })).await.expect(201);
    let taken = async |admin: &Api, organization: &str| {
        for text in ["MHS-PTA-2027", "mhspta2027", "M-H-S-P-T-A-2-0-2-7"] {
            let path = format!("organizations/{organization}/codes");
            let problem = admin.post(&path, json!({ "code": text })).await.refused(409, "code-taken");
            assert_eq!(problem["errors"][0]["pointer"], "/code");
        }
    };
    taken(&school.admin, &school.id).await;
    taken(&other_admin, &other).await;
    school.admin.delete(&school.at(&format!("codes/{}", id(&code, "id")))).await.expect(204);
    taken(&school.admin, &school.id).await;
    taken(&other_admin, &other).await;
}

#[tokio::test]
async fn first_and_last_day_are_whole_days_in_the_schools_zone() {
    let school = School::with_seats(0).await;
    // The two zones furthest apart; the day of 25 hours and the one of 23.
    for (slug, zone, day, begins, ends) in [
        ("kiritimati", "Pacific/Kiritimati", "2026-09-10", "2026-09-09T10:00:00Z", "2026-09-10T10:00:00Z"),
        ("pago-pago", "Pacific/Pago_Pago", "2026-09-10", "2026-09-10T11:00:00Z", "2026-09-11T11:00:00Z"),
        ("autumn", "America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"),
        ("spring", "America/New_York", "2027-03-14", "2027-03-14T05:00:00Z", "2027-03-15T04:00:00Z"),
    ] {
        school.house.move_to("2026-08-01T00:00:00Z");
        let operator = school.house.sign_in("operator@homeroom.test").await;
        let (organization, admin) = school.house.organization(&operator, slug, zone).await;
        let terms = json!({ "seats": 100, "starts_on": "2020-01-01", "ends_on": "2040-01-01" });
        operator.post(&format!("operator/organizations/{organization}/licenses"), terms).await.expect(201);
        let text = format!("DAY-{slug}");
        let body = json!({ "code": text, "valid_from": day, "valid_till": day });
        let code = admin.post(&format!("organizations/{organization}/codes"), body).await.expect(201);
        assert_eq!(code["time_zone"], zone);
        // Half a minute of room on the near side, since a busy machine is slow and the clock runs on.
        for (instant, seconds, state) in [(begins, -30, "scheduled"), (begins, 0, "active"), (ends, -30, "active"), (ends, 0, "expired")] {
            school.house.move_to(instant);
            school.house.clock.advance(chrono::TimeDelta::seconds(seconds));
            let admin = school.house.sign_in(&format!("admin@{slug}.test")).await;
            let shown = admin.get(&format!("organizations/{organization}/codes/{}", id(&code, "id"))).await.expect(200);
            assert_eq!(shown["state"], state, "{zone} {instant} {seconds}");
            let student = school.house.person(&format!("{slug}{seconds}{state}@example.com"), false);
            let reply = student.redeem(&text).await;
            match state {
                "active" => drop(reply.expect(201)),
                "scheduled" => drop(reply.refused(409, "code-not-yet-valid")),
                _ => drop(reply.refused(409, "code-expired")),
            }
        }
    }
}

#[tokio::test]
async fn a_cap_is_never_below_what_is_used() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({ "max_redemptions": 3 })).await;
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    for person in school.house.crowd(2, "example.com") {
        person.redeem("HEALTH").await.expect(201);
    }
    let problem = school.admin.patch(&path, json!({ "max_redemptions": 1 })).await.refused(422, "cap-below-used");
    assert_eq!(problem["errors"][0]["pointer"], "/max_redemptions");
    let full = school.admin.patch(&path, json!({ "max_redemptions": 2 })).await.expect(200);
    assert_eq!((&full["state"], &full["redemptions"]), (&json!("exhausted"), &json!(2)));
    let zoe = school.house.person("zoe@example.com", false);
    zoe.redeem("HEALTH").await.refused(409, "code-exhausted");
    school.admin.patch(&path, json!({ "max_redemptions": null })).await.expect(200);
    zoe.redeem("HEALTH").await.expect(201);
}

#[tokio::test]
async fn domains_are_kept_in_the_form_in_which_they_are_compared() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let domains = json!([
        { "domain": "HamiltonSchools.ORG." },
        { "domain": "@hamiltonschools.org", "include_subdomains": true },
        { "domain": " Schüle.Example " },
    ]);
    let code = school.code("HEALTH", &room, json!({ "email_domains": domains })).await;
    let kept = json!([
        { "domain": "hamiltonschools.org", "include_subdomains": true },
        { "domain": "xn--schle-mva.example", "include_subdomains": false },
    ]);
    assert_eq!(code["email_domains"], kept);
    school.house.person("ana@schüle.example", false).redeem("HEALTH").await.expect(201);
    school.house.person("ben@mail.hamiltonschools.org", false).redeem("HEALTH").await.expect(201);
    school.house.person("eve@mail.schüle.example", false).redeem("HEALTH").await.refused(403, "domain-not-allowed");
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    for bad in ["", "localhost", "two words.org", "*.hamiltonschools.org", "ana@hamiltonschools.org", "https://hamiltonschools.org", ".org"]
    {
        let body = json!({ "email_domains": [{ "domain": "hamiltonschools.org" }, { "domain": bad }] });
        let problem = school.admin.patch(&path, body).await.refused(422, "domain-invalid");
        assert_eq!(problem["errors"][0]["pointer"], "/email_domains/1/domain", "{bad}");
    }
    assert_eq!(school.admin.get(&path).await.expect(200)["email_domains"], kept, "a refused change changes nothing");
}

#[tokio::test]
async fn each_state_is_named_and_can_be_listed() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("IS-SCHEDULED", &room, json!({ "valid_from": "2039-01-01" })).await;
    school.code("IS-ACTIVE", &room, json!({})).await;
    school.code("IS-PAUSED", &room, json!({ "enabled": false })).await;
    school.code("IS-EXPIRED", &room, json!({ "valid_till": "2021-01-01" })).await;
    school.code("IS-EXHAUSTED", &room, json!({ "max_redemptions": 1 })).await;
    let deleted = school.code("IS-DELETED", &room, json!({})).await;
    school.house.person("maya@example.com", false).redeem("IS-EXHAUSTED").await.expect(201);
    let path = school.at(&format!("codes/{}", id(&deleted, "id")));
    school.admin.delete(&path).await.expect(204);
    school.admin.delete(&path).await.expect(204);
    school.admin.patch(&path, json!({ "enabled": true })).await.refused(409, "code-deleted");
    assert_eq!(school.admin.get(&path).await.expect(200)["state"], "deleted", "its page stays");
    for state in ["scheduled", "active", "paused", "expired", "exhausted", "deleted"] {
        let found = school.admin.all(&school.at(&format!("codes?state={state}"))).await;
        assert_eq!(found.len(), 1, "{state}");
        assert_eq!((id(&found[0], "code"), id(&found[0], "state")), (format!("IS-{}", state.to_uppercase()), state.to_owned()));
    }
    assert_eq!(school.admin.all(&school.at("codes")).await.len(), 5, "the deleted one is not among them");
}

#[tokio::test]
async fn a_classroom_takes_its_codes_along_when_it_is_deleted_and_restored() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    let state = async || school.admin.get(&school.at(&format!("codes/{}", id(&code, "id")))).await.expect(200)["state"].clone();
    let path = school.at(&format!("classrooms/{}", id(&room, "id")));
    school.admin.delete(&path).await.expect(204);
    assert_eq!(state().await, "deleted");
    let problem = school.admin.post(&school.at("codes"), json!({ "classroom_id": room["id"] })).await.refused(422, "classroom-unknown");
    assert_eq!(problem["errors"][0]["pointer"], "/classroom_id");
    school.admin.post(&format!("{path}/restore"), Value::Null).await.expect(200);
    assert_eq!(state().await, "active");
}

#[tokio::test]
async fn exposure_is_the_smallest_of_what_limits_a_code() {
    let school = School::with_seats(10).await;
    let open = school.classroom("Open", json!({})).await;
    let held = school.classroom("Held", json!({ "seat_allotment": 4 })).await;
    let borrows = school.classroom("Borrows", json!({ "seat_allotment": 1, "seat_overflow": "borrow" })).await;
    let seen = async |code: &Value| {
        let exposure = school.admin.get(&school.at(&format!("codes/{}", id(code, "id")))).await.expect(200)["exposure"].clone();
        (exposure["seats"].as_i64().unwrap(), id(&exposure, "limited_by"))
    };
    let by = |seats: i64, what: &str| (seats, what.to_owned());
    let plain = school.code("PLAIN", &open, json!({})).await;
    assert_eq!(seen(&plain).await, by(5, "license"), "10 granted, 5 held elsewhere");
    let capped = school.code("CAPPED", &open, json!({ "max_redemptions": 3 })).await;
    assert_eq!(seen(&capped).await, by(3, "cap"));
    let in_held = school.code("IN-HELD", &held, json!({ "max_redemptions": 9 })).await;
    assert_eq!(seen(&in_held).await, by(4, "classroom"));
    let in_borrows = school.code("IN-BORROWS", &borrows, json!({})).await;
    assert_eq!(seen(&in_borrows).await, by(6, "license"), "its own seat and the five free ones");
    school.house.person("maya@example.com", false).redeem("CAPPED").await.expect(201);
    assert_eq!(seen(&capped).await, by(2, "cap"));
    assert_eq!(seen(&plain).await, by(4, "license"));
    let off = school.admin.patch(&school.at(&format!("codes/{}", id(&plain, "id"))), json!({ "enabled": false })).await.expect(200);
    assert_eq!(off["exposure"], json!({ "seats": 0, "limited_by": "closed" }));
}

#[tokio::test]
async fn without_a_running_license_a_code_can_burn_nothing() {
    let school = School::with_seats(0).await;
    let room = school.classroom("Health", json!({})).await;
    let closed = json!({ "seats": 0, "limited_by": "closed" });
    assert_eq!(school.code("HEALTH", &room, json!({})).await["exposure"], closed);
    license_for_long(&school, &school.id).await;
    let shown = school.admin.get(&school.at("codes?q=HEALTH")).await.expect(200);
    assert_eq!(shown["items"][0]["exposure"], json!({ "seats": 100, "limited_by": "license" }));
}

#[tokio::test]
async fn what_a_code_refers_to_must_be_there() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({ "valid_from": "2026-09-10" })).await;
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    let nobody = uuid::Uuid::now_v7();
    for (body, refusal, pointer) in [
        (json!({ "assigned_staff_id": nobody }), "staff-unknown", "/assigned_staff_id"),
        (json!({ "course_ids": [nobody] }), "course-unknown", "/course_ids"),
        (json!({ "valid_from": "2026-09-10", "valid_till": "2026-09-09" }), "dates-reversed", "/valid_till"),
    ] {
        let new = merge(json!({ "classroom_id": room["id"] }), body.clone());
        for reply in [school.admin.post(&school.at("codes"), new).await, school.admin.patch(&path, body).await] {
            assert_eq!(reply.refused(422, refusal)["errors"][0]["pointer"], pointer);
        }
    }
    school.admin.post(&school.at("codes"), json!({ "classroom_id": nobody })).await.refused(422, "classroom-unknown");
    // One day moved past the other that stays.
    school.admin.patch(&path, json!({ "valid_till": "2026-09-09" })).await.refused(422, "dates-reversed");
    // Text and classroom are for good.
    for fixed in [json!({ "code": "OTHER" }), json!({ "classroom_id": room["id"] })] {
        school.admin.patch(&path, fixed).await.refused(422, "invalid");
    }
}

#[tokio::test]
async fn a_code_is_found_and_tells_who_came_by_it() {
    let school = School::with_seats(10).await;
    let (health, art) = (school.classroom("Health One", json!({})).await, school.classroom("Art", json!({})).await);
    let (_, sam) = school.teacher("sam@hamilton.test", &[&health]).await;
    let rules = json!({ "email_domains": [{ "domain": "hamiltonschools.org" }], "assigned_staff_id": sam["staff_id"], "channel": "flyer" });
    let code = school.code("MHS-PTA-2027", &health, rules).await;
    assert_eq!((&code["assigned_staff"]["staff_id"], &code["channel"]), (&sam["staff_id"], &json!("flyer")));
    school.code("ART-CLUB", &art, json!({})).await;
    for (query, count) in [("q=pta", 1), ("q=health", 1), ("q=%25", 0), ("q=", 2), (&*format!("classroom_id={}", id(&art, "id")), 1)] {
        assert_eq!(school.admin.all(&school.at(&format!("codes?{query}"))).await.len(), count, "{query}");
    }
    school.house.person("Ana@HamiltonSchools.org", false).redeem("MHS-PTA-2027").await.expect(201);
    school.house.unverified("ben@hamiltonschools.org").redeem("MHS-PTA-2027").await.expect(202);
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    let shown = school.admin.get(&path).await.expect(200);
    assert_eq!((&shown["redemptions"], &shown["pending"]), (&json!(1), &json!(1)));
    let came = school.admin.all(&format!("{path}/redemptions")).await;
    assert_eq!(came.len(), 1);
    assert_eq!((&came[0]["email_used"], &came[0]["seat_spent"]), (&json!("ana@hamiltonschools.org"), &json!(true)));
}

#[tokio::test]
async fn who_is_in_by_a_code_reads_so_whatever_becomes_of_it() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    let maya = school.house.person("maya@example.com", false);
    let first = maya.redeem("HEALTH").await.expect(201);
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    for change in [
        json!({ "enabled": false }),
        json!({ "enabled": true, "valid_till": "2021-01-01" }),
        json!({ "valid_till": null, "max_redemptions": 1 }),
        json!({ "email_domains": [{ "domain": "hamiltonschools.org" }] }),
    ] {
        school.admin.patch(&path, change).await.expect(200);
        assert_eq!(maya.redeem("HEALTH").await.expect(200)["id"], first["id"]);
    }
    school.admin.delete(&path).await.expect(204);
    assert_eq!(maya.redeem("HEALTH").await.expect(200)["status"], "already_redeemed");
}

#[tokio::test]
async fn a_code_outlives_the_staff_it_was_assigned_to() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Health", json!({})).await;
    let (_, sam) = school.teacher("sam@hamilton.test", &[&room]).await;
    let code = school.code("HEALTH", &room, json!({ "assigned_staff_id": sam["staff_id"] })).await;
    school.admin.delete(&school.at(&format!("staff/{}", id(&sam, "staff_id")))).await.expect(204);
    let shown = school.admin.get(&school.at(&format!("codes/{}", id(&code, "id")))).await.expect(200);
    assert_eq!((&shown["assigned_staff"], &shown["state"]), (&Value::Null, &json!("active")));
}
