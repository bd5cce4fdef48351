//! The edges of days, hours and addresses.

use chrono::TimeDelta;
use homeroom::shared::sql::sql;
use serde_json::{Value, json};

use crate::support::{House, PASSWORD, Reply, School, id};

/// Whether somebody who looks at the code at this instant finds it open. Half a minute of room on the
/// near side, since a busy machine is slow and the clock runs on.
async fn is_open(house: &House, code: &str, instant: &str, before: bool) -> bool {
    house.move_to(instant);
    if before {
        house.clock.advance(TimeDelta::seconds(-30));
    }
    let reply = house.anonymous().post("codes/lookup", json!({ "code": code })).await;
    match reply.status.as_u16() {
        200 => true,
        _ => {
            reply.refused(404, "code-unknown");
            false
        }
    }
}

#[tokio::test]
async fn hours_of_the_week_keep_to_the_clock_on_the_wall_when_it_is_put_forward_and_back() {
    let school = School::with_seats(1).await;
    let make = async |code: &str, opens: &str, closes: &str| {
        let window = json!({ "days": ["sun"], "opens": opens, "closes": closes });
        school.admin.post(&school.at("codes"), json!({ "code": code, "weekly_windows": [window] })).await.expect(201);
    };
    // In New York 2:30 is not on 2027-03-14, and 1:15 is twice on 2027-11-07.
    make("GAP-ACROSS", "02:30", "03:30").await;
    make("GAP-INSIDE", "02:00", "03:00").await;
    make("TWICE", "01:15", "01:45").await;
    make("LATE", "22:00", "24:00").await;
    for (code, instant, before, after) in [
        ("GAP-ACROSS", "2027-03-14T07:00:00Z", false, true),
        ("GAP-ACROSS", "2027-03-14T07:30:00Z", true, false),
        ("GAP-INSIDE", "2027-03-14T07:00:00Z", false, false),
        ("GAP-INSIDE", "2027-03-21T06:00:00Z", false, true),
        ("LATE", "2027-03-15T02:00:00Z", false, true),
        ("LATE", "2027-03-15T04:00:00Z", true, false),
        ("TWICE", "2027-11-07T05:15:00Z", false, true),
        ("TWICE", "2027-11-07T05:45:00Z", true, false),
        ("TWICE", "2027-11-07T06:15:00Z", false, true),
        ("TWICE", "2027-11-07T06:45:00Z", true, false),
        ("LATE", "2027-11-08T03:00:00Z", false, true),
        ("LATE", "2027-11-08T05:00:00Z", true, false),
    ] {
        assert_eq!(is_open(&school.house, code, instant, true).await, before, "{code} before {instant}");
        assert_eq!(is_open(&school.house, code, instant, false).await, after, "{code} at {instant}");
    }
}

#[tokio::test]
async fn the_hours_of_a_day_are_those_of_the_schools_zone_however_far_it_is() {
    let school = School::with_seats(1).await;
    // The same Monday, a day apart.
    for (slug, zone, begins, ends) in [
        ("kiritimati", "Pacific/Kiritimati", "2027-09-05T10:00:00Z", "2027-09-06T10:00:00Z"),
        ("pago-pago", "Pacific/Pago_Pago", "2027-09-06T11:00:00Z", "2027-09-07T11:00:00Z"),
    ] {
        school.house.move_to("2027-08-01T00:00:00Z");
        let operator = school.house.sign_in("operator@homeroom.test").await;
        let (organization, admin) = school.house.organization(&operator, slug, zone).await;
        let window = json!({ "days": ["mon"], "opens": "00:00", "closes": "24:00" });
        let body = json!({ "code": slug, "weekly_windows": [window], "valid_from": "2027-09-06", "valid_till": "2027-09-06" });
        admin.post(&format!("organizations/{organization}/codes"), body).await.expect(201);
        for (instant, before, after) in [(begins, false, true), (ends, true, false)] {
            assert_eq!(is_open(&school.house, slug, instant, true).await, before, "{zone} before {instant}");
            assert_eq!(is_open(&school.house, slug, instant, false).await, after, "{zone} at {instant}");
        }
    }
}

#[tokio::test]
async fn saving_a_form_twice_moves_nothing() {
    let school = School::with_seats(1).await;
    for (slug, zone) in [("kiritimati", "Pacific/Kiritimati"), ("pago-pago", "Pacific/Pago_Pago")] {
        let (organization, admin) = school.house.organization(&school.operator, slug, zone).await;
        let form = json!({
            "enabled": true, "valid_from": "2026-11-01", "valid_till": "2027-03-14", "max_redemptions": 30, "course_ids": null,
            "email_domains": [{ "domain": "hamiltonschools.org", "include_subdomains": true }], "ip_ranges": ["203.0.113.0/24"],
            "weekly_windows": [{ "days": ["mon", "sun"], "opens": "00:00", "closes": "24:00" }], "needs_approval": false,
            "assigned_staff_id": null, "channel": "flyer", "note": "  as typed  ",
        });
        let path = format!("organizations/{organization}/codes");
        let made = admin.post(&path, form.clone()).await.expect(201);
        let path = format!("{path}/{}", id(&made, "id"));
        for time in 1..=2 {
            let shown = admin.get(&path).await;
            let mut sent = json!({});
            for (name, value) in form.as_object().unwrap() {
                assert_eq!(&shown.body[name], value, "{zone} {name}, saved {time} times");
                sent[name] = shown.body[name].clone();
            }
            admin.with("if-match", shown.header("etag")).patch(&path, sent).await.expect(200);
        }
    }
}

#[tokio::test]
async fn a_domain_is_matched_label_by_label_however_it_is_written() {
    let school = School::with_seats(20).await;
    let rule = |domain: &str, wide: bool| json!({ "email_domains": [{ "domain": domain, "include_subdomains": wide }] });
    for (code, rules) in [
        ("EXACT", rule("hamiltonschools.org", false)),
        ("WIDE", rule("HamiltonSchools.org.", true)),
        ("UMLAUT", rule("bücher.example", false)),
        ("PUNYCODE", rule("xn--bcher-kva.example", true)),
    ] {
        let body = crate::support::merge(json!({ "code": code }), rules);
        school.admin.post(&school.at("codes"), body).await.expect(201);
    }
    for (address, codes) in [
        ("a@hamiltonschools.org", &["EXACT", "WIDE"][..]),
        ("b@HAMILTONSCHOOLS.ORG.", &["EXACT", "WIDE"]),
        ("c@mhs.hamiltonschools.org", &["WIDE"]),
        ("d@a.b.hamiltonschools.org", &["WIDE"]),
        ("e@evilhamiltonschools.org", &[]),
        ("f@hamiltonschools.org.evil.com", &[]),
        ("h@bücher.example", &["UMLAUT", "PUNYCODE"]),
        ("i@BÜCHER.example", &["UMLAUT", "PUNYCODE"]),
        ("j@xn--bcher-kva.example", &["UMLAUT", "PUNYCODE"]),
        ("k@mail.bücher.example", &["PUNYCODE"]),
        ("l@bucher.example", &[]),
    ] {
        let person = school.house.person(address, false);
        for code in ["EXACT", "WIDE", "UMLAUT", "PUNYCODE"] {
            let reply = person.redeem(code).await;
            if codes.contains(&code) {
                assert!(reply.status.is_success(), "{address} {code}: {}", reply.body);
            } else {
                reply.refused(403, "domain-not-allowed");
            }
        }
    }
}

#[tokio::test]
async fn an_address_that_smuggles_a_second_one_is_none() {
    let school = School::with_seats(1).await;
    let rules = json!({ "code": "SCHOOL", "email_domains": [{ "domain": "hamiltonschools.org", "include_subdomains": true }] });
    school.admin.post(&school.at("codes"), rules).await.expect(201);
    for address in [
        "\"a@hamiltonschools.org\"@evil.com",
        "\"a@evil.com\"@hamiltonschools.org",
        "a@hamiltonschools.org@evil.com",
        "a@evil.com@hamiltonschools.org",
        "a@evil.com\u{0}@hamiltonschools.org",
        "a@evil.com,b@hamiltonschools.org",
        "a@evil.com <b@hamiltonschools.org>",
        "a@hamiltonschools.org..",
        "a@[203.0.113.9]",
    ] {
        let body = json!({ "email": address, "password": PASSWORD, "display_name": "Eve", "code": "SCHOOL" });
        let reply = school.house.anonymous().post("auth/register", body).await;
        assert!([400, 422].contains(&reply.status.as_u16()), "{address}: {}", reply.body);
    }
    assert_eq!(school.house.count("SELECT count(*) AS value FROM students"), 0);
}

#[tokio::test]
async fn a_redemption_keeps_the_address_that_it_was_judged_by() {
    let school = School::with_seats(5).await;
    let rules = json!({ "code": "SCHOOL", "email_domains": [{ "domain": "hamiltonschools.org" }] });
    let code = school.admin.post(&school.at("codes"), rules).await.expect(201);
    let ana = school.house.person("ana@hamiltonschools.org", false);
    ana.redeem("SCHOOL").await.expect(201);
    sql("UPDATE accounts SET email = 'ana@gmail.com', email_key = 'ana@gmail.com' WHERE email_key = 'ana@hamiltonschools.org'")
        .run(&mut school.house.database())
        .unwrap();
    let came = school.admin.get(&school.at(&format!("codes/{}/redemptions", id(&code, "id")))).await.expect(200);
    assert_eq!(came["items"][0]["email_used"], "ana@hamiltonschools.org");
    assert_eq!(ana.redeem("SCHOOL").await.expect(200)["status"], "already_redeemed");
    // Another code judges the address of today.
    let rules = json!({ "code": "SECOND", "email_domains": [{ "domain": "hamiltonschools.org" }] });
    school.admin.post(&school.at("codes"), rules).await.expect(201);
    ana.redeem("SECOND").await.refused(403, "domain-not-allowed");
}

#[tokio::test]
async fn who_is_blocked_comes_in_by_no_code_and_who_was_removed_by_another() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    for code in ["CODE-ONE", "CODE-TWO"] {
        school.code(code, &room, json!({})).await;
    }
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("CODE-ONE").await.expect(201);
    let student = id(&school.admin.get(&school.at("students")).await.expect(200)["items"][0], "id");
    let members = school.at(&format!("classrooms/{}/members", id(&room, "id")));
    school.admin.delete(&format!("{members}/{student}")).await.expect(204);
    maya.redeem("CODE-ONE").await.refused(403, "member-removed");
    assert_eq!(maya.redeem("CODE-TWO").await.expect(201)["seat_spent"], false, "another code re-admits");
    school.admin.delete(&format!("{members}/{student}")).await.expect(204);
    maya.redeem("CODE-TWO").await.refused(403, "member-removed");
    school.admin.post(&members, json!({ "student_id": student })).await.expect(201);
    maya.redeem("CODE-TWO").await.expect(200);

    school.admin.delete(&format!("{members}/{student}")).await.expect(204);
    sql("INSERT INTO classroom_blocks (classroom_id, student_id, blocked_at) SELECT k.id, s.id, now() FROM classrooms k, students s")
        .run(&mut school.house.database())
        .unwrap();
    school.code("CODE-THREE", &room, json!({})).await;
    for code in ["CODE-ONE", "CODE-TWO", "CODE-THREE"] {
        maya.redeem(code).await.refused(403, "member-blocked");
    }
    assert_eq!(school.balance().await, (5, 1, 0, 4));
}

#[tokio::test]
async fn a_code_is_the_same_at_every_door_however_it_is_typed() {
    let school = School::with_seats(20).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("MHS-PTA-2027", &room, json!({})).await;
    let typed = ["mhs pta 2027", "MHS–PTA—2027", "ＭＨＳ＿ＰＴＡ＿２０２７", "mhs\u{a0}pta\u{2011}2027\u{200b}", " MHSPTA2027\n"];
    for (number, typed) in typed.iter().enumerate() {
        let shown = school.house.anonymous().post("codes/lookup", json!({ "code": typed })).await.expect(200);
        assert_eq!(shown["code"], "MHS-PTA-2027", "{typed:?} looked up");
        let person = school.house.person(&format!("redeems{number}@example.com"), false);
        assert_eq!(person.redeem(typed).await.expect(201)["code"], "MHS-PTA-2027", "{typed:?} redeemed");
        let email = format!("registers{number}@example.com");
        let body = json!({ "email": email, "password": PASSWORD, "display_name": "New", "code": typed });
        let registered = school.house.anonymous().post("auth/register", body).await.expect(201);
        assert_eq!(registered["redemption"]["code"], "MHS-PTA-2027", "{typed:?} at sign-up");
    }
    assert_eq!(school.balance().await.1, 10);
}

#[tokio::test]
async fn an_address_is_believed_from_trusted_proxies_only() {
    let inside = json!({ "code": "INSIDE", "ip_ranges": ["203.0.113.0/24"] });
    let school = School::with_seats(5).await;
    school.admin.post(&school.at("codes"), inside.clone()).await.expect(201);
    let told = |reply: Reply| drop(reply.refused(403, "ip-not-allowed"));
    told(school.house.person("eve@example.com", false).with("X-Forwarded-For", "203.0.113.9").redeem("INSIDE").await);
    told(school.house.person("eva@example.com", false).with("Forwarded", "for=203.0.113.9").redeem("INSIDE").await);

    let school = School::behind(&["127.0.0.0/8".parse().unwrap()], 5).await;
    school.admin.post(&school.at("codes"), inside).await.expect(201);
    let crowd = school.house.crowd(3, "example.com");
    crowd[0].with("X-Forwarded-For", "203.0.113.9").redeem("INSIDE").await.expect(201);
    told(crowd[1].with("X-Forwarded-For", "203.0.113.9, 198.51.100.1").redeem("INSIDE").await);
    told(crowd[1].redeem("INSIDE").await);
}

#[tokio::test]
async fn ipv4_is_ipv4_whether_written_as_ipv6_or_not() {
    let school = School::behind(&["127.0.0.0/8".parse().unwrap()], 50).await;
    for (code, range, kept) in [
        ("PLAIN", "203.0.113.0/24", "203.0.113.0/24"),
        ("MAPPED", "::ffff:203.0.113.0/120", "203.0.113.0/24"),
        ("SINGLE", "::ffff:203.0.113.9", "203.0.113.9/32"),
    ] {
        let made = school.admin.post(&school.at("codes"), json!({ "code": code, "ip_ranges": [range] })).await.expect(201);
        assert_eq!(made["ip_ranges"], json!([kept]));
        for (address, inside) in
            [("203.0.113.9", true), ("::ffff:203.0.113.9", true), ("::ffff:203.0.114.9", false), ("2001:db8::9", false)]
        {
            let person = school.house.person(&format!("{code}{}@example.com", address.replace(':', "-")), false);
            let reply = person.with("X-Forwarded-For", address).redeem(code).await;
            if inside {
                reply.expect(201);
            } else {
                reply.refused(403, "ip-not-allowed");
            }
        }
    }
}

#[tokio::test]
async fn a_teacher_who_types_a_students_code_is_asked_at_every_door() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let batch = school.admin.post(&school.at("code-batches"), json!({ "count": 1, "classroom_id": room["id"] })).await.expect(201);
    let code = id(&batch["sample"], "code");
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
    assert_eq!(teacher.post("codes/lookup", json!({ "code": code })).await.expect(200)["already_redeemed"], false);
    teacher.redeem(&code).await.refused(409, "confirm-learner");
    assert_eq!(school.balance().await.1, 0);
    let body = json!({ "code": code, "confirm_learner": true });
    assert_eq!(teacher.post("me/redemptions", body).await.expect(201)["seat_spent"], true);
    let shown: Value = school.admin.get(&school.at(&format!("code-batches/{}", id(&batch, "id")))).await.expect(200);
    assert_eq!(shown["state"], "exhausted");
}

#[tokio::test]
async fn letters_of_another_keyboard_open_the_same_door_and_make_no_second_code() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("MHS-PTA-2027", &room, json!({})).await;
    let typed = ["МНЅ-РТА-2027", "мнѕ рта 2027", "MHS–PTA–۲۰۲۷", "ＭＨＳ－ＰＴＡ－２０２７"];
    for (text, person) in typed.into_iter().zip(school.house.crowd(typed.len(), "example.com")) {
        let preview = school.house.anonymous().post("codes/lookup", json!({ "code": text })).await.expect(200);
        assert_eq!(preview["code"], "MHS-PTA-2027", "{text}");
        assert_eq!(person.redeem(text).await.expect(201)["code"], "MHS-PTA-2027", "{text}");
        let body = json!({ "code": text, "classroom_id": room["id"] });
        school.admin.post(&school.at("codes"), body).await.refused(422, "code-not-ascii");
    }
    assert_eq!(school.admin.all(&school.at("codes")).await.len(), 1);
}
