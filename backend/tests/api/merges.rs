//! Two profiles become one: nothing is lost, no seat comes back, nobody gets into somebody's account; and back.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Api, School, id};

/// Maya, who came in twice: at school, and with an address of her own.
struct Twins {
    school: School,
    health: Value,
    art: Value,
    at_school: Api,
    at_home: Api,
    kept: String,
    merged: String,
}

impl Twins {
    /// In Health with both, in Art with the second alone; one course of Health, one more of Art.
    async fn new() -> Twins {
        let school = School::with_seats(9).await;
        let (sleep, social) = (school.course("Sleep and stress").await, school.course("Safer social media").await);
        let health = school.classroom("Health", json!({ "course_ids": [sleep] })).await;
        let art = school.classroom("Art", json!({ "course_ids": [sleep, social] })).await;
        for (text, room) in [("HEALTH", &health), ("HEALTH-2", &health), ("ART-1", &art), ("ART-2", &art)] {
            school.code(text, room, json!({})).await;
        }
        let at_home = school.house.person("maya@example.com", false);
        at_home.redeem("HEALTH").await.expect(201);
        at_home.redeem("ART-1").await.expect(201);
        let at_school = school.house.person("maya@hamilton.test", false);
        at_school.redeem("HEALTH").await.expect(201);
        for api in [&at_home, &at_school] {
            api.patch("me", json!({ "display_name": "Maya Chen" })).await.expect(200);
        }
        let found = school.admin.all(&school.at("students")).await;
        let by = |address: &str| id(found.iter().find(|one| one["email"] == address).unwrap(), "id");
        let (kept, merged) = (by("maya@hamilton.test"), by("maya@example.com"));
        Twins { school, health, art, at_school, at_home, kept, merged }
    }

    fn at(&self, rest: &str) -> String {
        self.school.at(&format!("students/{}/{rest}", self.kept))
    }

    async fn merge(&self) -> Value {
        self.school.admin.post(&self.at("merges"), json!({ "student_id": self.merged })).await.expect(201)
    }

    async fn undo(&self, merge: &Value) {
        self.school.admin.post(&self.school.at(&format!("merges/{}/undo", id(merge, "id"))), json!({})).await.expect(200);
    }

    async fn page(&self, student: &str) -> Value {
        self.school.admin.get(&self.school.at(&format!("students/{student}"))).await.expect(200)
    }

    fn rooms_of(page: &Value) -> Vec<String> {
        page["classrooms"].as_array().unwrap().iter().map(|room| id(room, "name")).collect()
    }

    async fn members(&self, room: &Value) -> usize {
        self.school.admin.all(&self.school.at(&format!("classrooms/{}/members", id(room, "id")))).await.len()
    }
}

#[tokio::test]
async fn a_merge_keeps_both_histories_and_gives_no_seat_back() {
    let twins = Twins::new().await;
    let school = &twins.school;
    let before = school.balance().await;
    let rows = "SELECT (SELECT count(*) FROM memberships) + (SELECT count(*) FROM redemptions) + (SELECT count(*) FROM enrollments)
                       + (SELECT count(*) FROM student_notes) + (SELECT count(*) FROM seat_entries) AS value";
    school.admin.post(&school.at(&format!("students/{}/notes", twins.merged)), json!({ "text": "Draws." })).await.expect(201);
    let counted = school.house.count(rows);
    let preview = school.admin.get(&twins.at(&format!("merge-preview/{}", twins.merged))).await.expect(200);
    assert_eq!(preview["classrooms"], json!(["Art", "Health"]));
    assert_eq!((&preview["kept"]["codes"], &preview["merged"]["codes"], &preview["courses"]), (&json!(1), &json!(2), &json!(2)));
    assert_eq!((&preview["merged"]["notes"], &preview["merged"]["seats"]), (&json!(1), &json!(1)));

    let merge = twins.merge().await;
    assert_eq!((&merge["stays"], &merge["codes"], &merge["notes"], &merge["may_undo"]), (&json!(2), &json!(2), &json!(1), &json!(true)));
    assert_eq!(school.balance().await, before, "both seats stay spent");
    school.admin.get(&school.at("seats/proof")).await.expect(200);
    assert_eq!(school.house.count(rows), counted, "no row is lost, and none made");

    let page = twins.page(&twins.kept).await;
    assert_eq!(Twins::rooms_of(&page), ["Art", "Health"]);
    assert_eq!(page["redemptions"].as_array().unwrap().len(), 3);
    assert_eq!(page["enrollments"].as_array().unwrap().len(), 2);
    assert_eq!((&page["seat"]["code"], &page["seats_of_merged"][0]["code"]), (&json!("HEALTH"), &json!("HEALTH")));
    let ended: Vec<&Value> = page["stays"].as_array().unwrap().iter().filter(|stay| stay["left_how"] == "merged").collect();
    assert_eq!(ended.len(), 1, "in Health twice was once too often");
    assert_eq!(school.admin.all(&twins.at("notes")).await.len(), 1);
    assert_eq!(twins.page(&twins.merged).await["id"], json!(twins.kept), "the old link leads to the kept profile");

    assert_eq!(school.admin.all(&school.at("students")).await.len(), 1);
    assert_eq!(school.admin.get(&school.at("overview")).await.expect(200)["students"], 1);
    assert_eq!((twins.members(&twins.health).await, twins.members(&twins.art).await), (1, 1));
    let ledger = school.admin.all(&school.at(&format!("seats/ledger?student_id={}", twins.kept))).await;
    assert_eq!(ledger.len(), 2);
    assert_eq!(ledger.iter().filter(|entry| entry["student_merged_into"] == json!(twins.kept)).count(), 1);
}

#[tokio::test]
async fn either_account_is_the_kept_student_here_and_spends_nothing() {
    let twins = Twins::new().await;
    let school = &twins.school;
    twins.merge().await;
    let spent = school.balance().await.1;
    for api in [&twins.at_home, &twins.at_school] {
        let mine = api.all("me/classrooms").await;
        assert_eq!(mine.len(), 2);
        assert_eq!(api.all("me/enrollments").await.len(), 2);
    }
    assert_eq!(twins.at_home.redeem("HEALTH").await.expect(200)["status"], "already_redeemed");
    let came = twins.at_home.redeem("HEALTH-2").await.expect(201);
    assert_eq!(came["seat_spent"], false);
    school.admin.post(&school.at("codes"), json!({ "code": "EVERYBODY" })).await.expect(201);
    assert_eq!(twins.at_home.redeem("EVERYBODY").await.expect(201)["seat_spent"], false);
    assert_eq!(school.balance().await.1, spent);
    let page = twins.page(&twins.kept).await;
    assert_eq!(page["redemptions"].as_array().unwrap().len(), 5);
    // Leaving with one account, coming back with the other.
    twins.at_home.delete(&format!("me/classrooms/{}", id(&twins.art, "id"))).await.expect(204);
    assert_eq!(twins.members(&twins.art).await, 0);
    twins.at_school.redeem("ART-2").await.expect(201);
    assert_eq!(twins.members(&twins.art).await, 1);
    assert_eq!(
        school
            .house
            .count("SELECT count(*) AS value FROM memberships m JOIN students s ON s.id = m.student_id WHERE s.merged_into IS NOT NULL"),
        0
    );

    // What is said of the merged profile is not said of nobody: it is not there to be added.
    let members = school.at(&format!("classrooms/{}/members", id(&twins.art, "id")));
    school.admin.post(&members, json!({ "student_id": twins.merged })).await.refused(422, "student-unknown");
    // A course offered to everyone enrolls everyone once.
    let course = school.course("Safer social media").await;
    let offered = school.admin.put(&school.at(&format!("courses/{course}/everyone"))).await.expect(200);
    assert_eq!(offered["students_enrolled"], 0);
}

#[tokio::test]
async fn whoever_is_kept_out_of_a_classroom_stays_out() {
    let twins = Twins::new().await;
    let school = &twins.school;
    let block = |room: &Value, student: &str| school.at(&format!("classrooms/{}/members/{student}/block", id(room, "id")));
    school.admin.put(&block(&twins.health, &twins.merged)).await.expect(204);
    let preview = school.admin.get(&twins.at(&format!("merge-preview/{}", twins.merged))).await.expect(200);
    assert_eq!((&preview["classrooms"], &preview["merged"]["blocked_in"]), (&json!(["Art"]), &json!(["Health"])));
    let merge = twins.merge().await;
    assert_eq!(Twins::rooms_of(&twins.page(&twins.kept).await), ["Art"]);
    for api in [&twins.at_home, &twins.at_school] {
        api.redeem("HEALTH-2").await.refused(403, "member-blocked");
    }
    twins.undo(&merge).await;
    assert_eq!(Twins::rooms_of(&twins.page(&twins.kept).await), ["Health"], "who was never blocked is back");
    twins.at_home.redeem("HEALTH-2").await.refused(403, "member-blocked");
    twins.at_school.redeem("HEALTH-2").await.expect(201);
}

#[tokio::test]
async fn a_merge_is_undone_within_30_days() {
    let twins = Twins::new().await;
    let school = &twins.school;
    let (kept, merged) = (twins.page(&twins.kept).await, twins.page(&twins.merged).await);
    let merge = twins.merge().await;
    twins.undo(&merge).await;
    assert_eq!((twins.page(&twins.kept).await, twins.page(&twins.merged).await), (kept, merged), "as if nothing had been");
    let undo = school.at(&format!("merges/{}/undo", id(&merge, "id")));
    school.admin.post(&undo, json!({})).await.refused(409, "merge-undone");
    assert_eq!(twins.at_home.redeem("HEALTH-2").await.expect(201)["seat_spent"], false);
    let told = school.admin.all(&twins.at("merges")).await;
    assert_eq!((told.len(), &told[0]["undone_by"]), (1, &json!("admin")));

    // A third profile, and an order to be kept.
    let third = school.house.person("maya.chen@example.com", false);
    third.redeem("ART-2").await.expect(201);
    let third = id(&school.admin.all(&school.at("students?q=maya.chen")).await[0], "id");
    let first = twins.merge().await;
    let into_third = school.at(&format!("students/{third}/merges"));
    let second = school.admin.post(&into_third, json!({ "student_id": twins.kept })).await.expect(201);
    let undo_first = school.at(&format!("merges/{}/undo", id(&first, "id")));
    school.admin.post(&undo_first, json!({})).await.refused(409, "merge-not-newest");
    assert_eq!(twins.page(&twins.merged).await["id"], json!(third), "one step, however many merges");
    assert_eq!(twins.at_home.all("me/classrooms").await.len(), 2);
    twins.undo(&second).await;
    assert_eq!(twins.page(&twins.merged).await["id"], json!(twins.kept));
    school.house.clock.advance(TimeDelta::days(31));
    let admin = school.house.sign_in_again(&school.admin);
    admin.post(&undo_first, json!({})).await.refused(409, "merge-too-old");
}

#[tokio::test]
async fn merging_gives_nobody_anything_elsewhere() {
    let twins = Twins::new().await;
    let school = &twins.school;
    // Maya is a student of another school too, with the account that is merged away here.
    let (other, _) = school.house.organization(&school.operator, "adams", "UTC").await;
    school.house.license(&school.operator, &other, 5).await;
    let adams = school.house.sign_in("admin@adams.test").await;
    adams.post(&format!("organizations/{other}/codes"), json!({ "code": "ADAMS-1" })).await.expect(201);
    twins.at_home.redeem("ADAMS-1").await.expect(201);
    let theirs = id(&adams.all(&format!("organizations/{other}/students")).await[0], "id");
    twins.merge().await;
    let organizations = |me: &Value| me["roles"].as_array().unwrap().len();
    assert_eq!(organizations(&twins.at_school.get("me").await.expect(200)), 1, "the kept account is in this school alone");
    assert_eq!(organizations(&twins.at_home.get("me").await.expect(200)), 2);
    assert_eq!(twins.at_home.get("me").await.expect(200)["email"], "maya@example.com", "accounts are what they were");
    let page = adams.get(&format!("organizations/{other}/students/{theirs}")).await.expect(200);
    assert_eq!(page["email"], "maya@example.com");

    // Nobody is merged across schools, nor with themselves, nor twice.
    school.admin.post(&twins.at("merges"), json!({ "student_id": theirs })).await.refused(422, "student-unknown");
    school.admin.post(&twins.at("merges"), json!({ "student_id": twins.kept })).await.refused(422, "same-student");
    school.admin.post(&twins.at("merges"), json!({ "student_id": twins.merged })).await.refused(422, "student-unknown");
    let (teacher, _) = school.teacher("ana@hamilton.test", &[&twins.art]).await;
    teacher.post(&twins.at("merges"), json!({ "student_id": twins.merged })).await.refused(403, "role-required");
}

#[tokio::test]
async fn duplicates_are_found_with_their_reasons_and_told_apart() {
    let twins = Twins::new().await;
    let school = &twins.school;
    for address in ["lee+math@example.com", "lee@example.com", "zoe@example.com"] {
        school.house.person(address, false).redeem("ART-2").await.expect(201);
    }
    let list = school.at("duplicates");
    let reasons = |pairs: &[Value]| -> Vec<String> { pairs.iter().map(|pair| id(pair, "reason")).collect() };
    let found = school.admin.all(&format!("{list}?limit=1")).await;
    assert_eq!(reasons(&found), ["same-address", "same-name-and-classroom"]);
    assert_eq!((&found[1]["one"]["id"], &found[1]["other"]["id"]), (&json!(twins.merged), &json!(twins.kept)), "the first first");
    let apart = json!({ "one_id": found[0]["one"]["id"], "other_id": found[0]["other"]["id"] });
    school.admin.post(&format!("{list}/dismiss"), apart.clone()).await.expect(204);
    school.admin.post(&format!("{list}/dismiss"), apart).await.expect(204);
    assert_eq!(reasons(&school.admin.all(&list).await), ["same-name-and-classroom"]);
    let merge = twins.merge().await;
    assert!(school.admin.all(&list).await.is_empty());
    twins.undo(&merge).await;
    assert_eq!(school.admin.all(&list).await.len(), 1);
}

/// Merging while both accounts redeem: whoever is first, every record ends at the kept profile.
#[tokio::test]
async fn redemptions_under_way_land_in_the_kept_profile() {
    let twins = Twins::new().await;
    let school = &twins.school;
    for number in 0..12 {
        school.admin.post(&school.at("codes"), json!({ "code": format!("MORE-{number}") })).await.expect(201);
    }
    let redeem = async |offset: usize| {
        for number in (offset..12).step_by(2) {
            twins.at_home.redeem(&format!("MORE-{number}")).await.expect(201);
        }
    };
    let merge = async {
        let merge = twins.merge().await;
        twins.undo(&merge).await;
        twins.merge().await
    };
    tokio::join!(redeem(0), redeem(1), merge);
    let strays = "SELECT (SELECT count(*) FROM redemptions r JOIN students s ON s.id = r.student_id WHERE s.merged_into IS NOT NULL)
         + (SELECT count(*) FROM memberships m JOIN students s ON s.id = m.student_id WHERE s.merged_into IS NOT NULL) AS value";
    assert_eq!(school.house.count(strays), 0);
    assert_eq!(twins.page(&twins.kept).await["redemptions"].as_array().unwrap().len(), 15);
    assert_eq!(school.balance().await.1, 2);
}
