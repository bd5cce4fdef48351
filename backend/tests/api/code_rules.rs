//! Hours of the week, networks, and approval: the rules that keep a leaked code from being used.

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};
use chrono_tz::America::New_York;
use serde_json::{Value, json};

use crate::support::{House, School};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Moves the house's clock to the next time it is that hour in New York; the weekday it is then.
fn go_to(house: &House, hour: u32, minute: u32) -> usize {
    let now: DateTime<Utc> = house.clock.now();
    let local = now.with_timezone(&New_York);
    let wanted = i64::from(hour * 60 + minute);
    let minutes = (wanted - i64::from(local.hour() * 60 + local.minute())).rem_euclid(24 * 60);
    house.clock.advance(TimeDelta::minutes(minutes));
    house.clock.now().with_timezone(&New_York).weekday().num_days_from_monday() as usize
}

fn approvals(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_code_keeps_its_hours_in_the_schools_zone() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let every_day = json!({ "weekly_windows": [{ "days": DAYS, "opens": "08:00", "closes": "15:00" }] });
    let code = school.code("HOURS", &room, every_day).await;
    assert_eq!(code["weekly_windows"][0]["days"], json!(DAYS));
    assert_eq!(code["weekly_windows"][0]["closes"], "15:00");

    go_to(&school.house, 7, 59);
    let early = school.house.person("early@example.com", false);
    let problem = early.redeem("HOURS").await.refused(409, "code-outside-window");
    assert_eq!(problem["detail"], "This code opens at 8:00 today. Come back then.");
    go_to(&school.house, 8, 0);
    school.house.person("first@example.com", false).redeem("HOURS").await.expect(201);
    go_to(&school.house, 14, 59);
    school.house.person("last@example.com", false).redeem("HOURS").await.expect(201);
    go_to(&school.house, 15, 0);
    let late = school.house.person("late@example.com", false);
    let problem = late.redeem("HOURS").await.refused(409, "code-outside-window");
    assert_eq!(problem["detail"], "This code closed at 15:00 today. Ask your teacher to reopen it.");
    let stranger = school.house.anonymous().post("codes/lookup", json!({ "code": "HOURS" })).await;
    stranger.refused(404, "code-unknown");
}

#[tokio::test]
async fn a_code_keeps_its_days() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let today = go_to(&school.house, 12, 0);
    let others: Vec<&str> = (0..7).filter(|day| *day != today).map(|day| DAYS[day]).collect();
    let window = |days: Vec<&str>| json!({ "weekly_windows": [{ "days": days, "opens": "00:00", "closes": "24:00" }] });
    let admin = school.house.sign_in_again(&school.admin);
    let body = json!({ "code": "OTHER-DAYS", "classroom_id": room["id"], "weekly_windows": window(others)["weekly_windows"] });
    let code = admin.post(&school.at("codes"), body).await.expect(201);
    assert_eq!((&code["state"], &code["exposure"]["seats"]), (&json!("outside-window"), &json!(0)));
    let maya = school.house.person("maya@example.com", false);
    let problem = maya.redeem("OTHER-DAYS").await.refused(409, "code-outside-window");
    assert_eq!(problem["detail"], "This code is not open on this day of the week. Ask your teacher when it is.");
    let path = school.at(&format!("codes/{}", code["id"].as_str().unwrap()));
    let opened = admin.patch(&path, window(vec![DAYS[today]])).await.expect(200);
    assert_eq!(opened["state"], "active");
    maya.redeem("OTHER-DAYS").await.expect(201);
    let cleared = admin.patch(&path, json!({ "weekly_windows": [] })).await.expect(200);
    assert_eq!(cleared["weekly_windows"], json!([]));
}

#[tokio::test]
async fn hours_that_make_no_sense_are_told() {
    let school = School::with_seats(10).await;
    for (window, pointer, code) in [
        (json!({ "days": ["mon"], "opens": "15:00", "closes": "08:00" }), "/weekly_windows/0/closes", "window-reversed"),
        (json!({ "days": ["someday"], "opens": "08:00", "closes": "15:00" }), "/weekly_windows/0/days", "day-unknown"),
        (json!({ "days": ["mon"], "opens": "8", "closes": "15:00" }), "/weekly_windows/0/opens", "time-invalid"),
        (json!({ "days": ["mon"], "opens": "08:00", "closes": "24:01" }), "/weekly_windows/0/closes", "time-invalid"),
        (json!({ "days": [], "opens": "08:00", "closes": "15:00" }), "/weekly_windows/0/days", "days-missing"),
    ] {
        let reply = school.admin.post(&school.at("codes"), json!({ "weekly_windows": [window] })).await.expect(422);
        assert_eq!((&reply["errors"][0]["pointer"], &reply["errors"][0]["code"]), (&json!(pointer), &json!(code)), "{reply}");
    }
}

#[tokio::test]
async fn a_code_works_in_its_networks_only() {
    let trusted = ["127.0.0.0/8".parse().unwrap()];
    let school = School::behind(&trusted, 10).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("AT-SCHOOL", &room, json!({ "ip_ranges": ["203.0.113.77/24", "2001:db8::/32"] })).await;
    assert_eq!(code["ip_ranges"], json!(["203.0.113.0/24", "2001:db8::/32"]));
    let crowd = school.house.crowd(4, "example.com");
    let from = |person: usize, address: &str| crowd[person].with("X-Forwarded-For", address);
    from(0, "198.51.100.1").redeem("AT-SCHOOL").await.refused(403, "ip-not-allowed");
    from(0, "198.51.100.1, 203.0.113.9").redeem("AT-SCHOOL").await.expect(201);
    from(1, "2001:db8:1::7").redeem("AT-SCHOOL").await.expect(201);
    from(2, "203.0.113.9, 198.51.100.1").redeem("AT-SCHOOL").await.refused(403, "ip-not-allowed");
    from(3, "::ffff:203.0.113.9").redeem("AT-SCHOOL").await.expect(201);
    let bad = school.admin.post(&school.at("codes"), json!({ "ip_ranges": ["school"] })).await.refused(422, "network-invalid");
    assert_eq!(bad["errors"][0]["pointer"], "/ip_ranges/0");
}

#[tokio::test]
async fn approval_waits_and_spends_nothing_until_staff_say_so() {
    let school = School::with_seats(2).await;
    let (room, other) = (school.classroom("Health", json!({})).await, school.classroom("Other", json!({})).await);
    school.code("ASK-FIRST", &room, json!({ "needs_approval": true })).await;
    school.code("ASK-OTHER", &other, json!({ "needs_approval": true })).await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
    let crowd = school.house.crowd(3, "example.com");
    for person in &crowd {
        assert_eq!(person.redeem("ASK-FIRST").await.expect(202)["status"], "pending_approval");
        person.redeem("ASK-FIRST").await.expect(202);
    }
    crowd[0].redeem("ASK-OTHER").await.expect(202);
    assert_eq!(school.balance().await.1, 0);
    assert_eq!(crowd[0].get("me/redemptions").await.expect(200)["items"][0]["status"], "pending_approval");

    let list = teacher.get(&school.at("approvals")).await.expect(200);
    assert_eq!(list["items"].as_array().unwrap().len(), 3, "a teacher sees who asks at their own classrooms");
    assert_eq!(list["items"][0]["person"]["display_name"], "student0");
    assert_eq!(list["items"][0]["spends_seat"], true);
    assert_eq!(school.admin.get(&school.at("approvals")).await.expect(200)["items"].as_array().unwrap().len(), 4);

    let ids = approvals(&list);
    let result = teacher.post(&school.at("approvals/approve"), json!({ "ids": ids })).await.expect(200);
    assert_eq!(result["done"].as_array().unwrap().len(), 2, "the license has two seats");
    assert_eq!(result["refused"][0]["problem"]["code"], "no-seats-left");
    assert_eq!(school.balance().await, (2, 2, 0, 0));
    assert_eq!(crowd[0].redeem("ASK-FIRST").await.expect(200)["status"], "already_redeemed");

    let waiting = result["refused"][0]["id"].clone();
    teacher.post(&school.at("approvals/decline"), json!({ "ids": [waiting] })).await.expect(200);
    assert_eq!(teacher.get(&school.at("approvals")).await.expect(200)["items"], json!([]));
    let others = school.admin.get(&school.at("approvals")).await.expect(200);
    let tried = teacher.post(&school.at("approvals/approve"), json!({ "ids": approvals(&others) })).await.expect(200);
    assert_eq!(tried["done"], json!([]), "not a teacher's classroom");
}

#[tokio::test]
async fn an_unverified_address_is_verified_before_staff_are_asked() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let rules = json!({ "needs_approval": true, "email_domains": [{ "domain": "hamiltonschools.org" }] });
    school.code("ASK-FIRST", &room, rules).await;
    let ana = school.house.unverified("ana@hamiltonschools.org");
    assert_eq!(ana.redeem("ASK-FIRST").await.expect(202)["status"], "pending_email");
    assert_eq!(school.admin.get(&school.at("approvals")).await.expect(200)["items"], json!([]));
    let digits = school.house.digits_for("ana@hamiltonschools.org").await;
    let confirmed = ana.post("auth/email-verification/confirm", json!({ "code": digits })).await.expect(200);
    assert_eq!(confirmed["redemptions"][0]["status"], "pending_approval");
    let list = school.admin.get(&school.at("approvals")).await.expect(200);
    school.admin.post(&school.at("approvals/approve"), json!({ "ids": approvals(&list) })).await.expect(200);
    assert_eq!(school.balance().await, (5, 1, 0, 4));
}
