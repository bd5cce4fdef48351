//! A person has a copy of all that is kept about them, and can be forgotten; their seat stays spent.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use diesel::PgConnection;
use homeroom::leaving::{self, NOT_EXPORTED, SECTIONS};
use homeroom::row;
use homeroom::shared::sql::sql;
use serde_json::{Value, json};

use crate::support::{Api, House, PASSWORD, Reply, School, id};

const MAYA: &str = "maya.unusual@example.com";
const NAME: &str = "Maya Unusualname";

async fn export(person: &Api) -> Value {
    person.post("me/export", json!({ "password": PASSWORD })).await.expect(200)
}

fn rows<'v>(export: &'v Value, section: &str) -> &'v Vec<Value> {
    let found = export["sections"].as_array().unwrap().iter().find(|one| one["name"] == section);
    found.unwrap_or_else(|| panic!("no {section}"))["rows"].as_array().unwrap()
}

async fn ask(person: &Api) -> Reply {
    person.post("me/deletion", json!({ "password": PASSWORD })).await
}

async fn sign_in(house: &House) -> Reply {
    house.anonymous().post("auth/login", json!({ "email": MAYA, "password": PASSWORD })).await
}

fn erase_due(house: &House) {
    leaving::erase_due(&mut house.database(), house.clock.now(), &house.base).unwrap();
}

/// Maya with a name of her own, in a classroom by a code, and refused by another one, for which she asked for help.
async fn maya_at(school: &School) -> Api {
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH-1", &room, json!({ "email_domains": [{ "domain": "example.com" }] })).await;
    school.code("SHUT-1", &room, json!({ "enabled": false })).await;
    let maya = school.house.person(MAYA, false);
    maya.patch("me", json!({ "display_name": NAME })).await.expect(200);
    maya.redeem("HEALTH-1").await.expect(201);
    maya.redeem("SHUT-1").await;
    maya.post("me/refusals", json!({ "code": "SHUT-1" })).await;
    maya
}

#[tokio::test]
async fn the_copy_has_everything_of_one_person_and_nothing_of_another() {
    let school = School::with_seats(5).await;
    let maya = maya_at(&school).await;
    let liam = school.house.person("liam@example.com", false);
    liam.redeem("HEALTH-1").await.expect(201);
    let copy = export(&maya).await;
    assert_eq!(rows(&copy, "account")[0]["display_name"], NAME);
    assert_eq!(rows(&copy, "account")[0]["email"], MAYA);
    assert_eq!(rows(&copy, "redemptions")[0]["code"], "HEALTH-1");
    assert_eq!(rows(&copy, "redemptions")[0]["email_used"], MAYA);
    assert_eq!(rows(&copy, "classrooms")[0]["classroom"], "Health");
    for (section, count) in [("account", 1), ("profiles", 1), ("seats", 1), ("redemptions", 1), ("classrooms", 1)] {
        assert_eq!(rows(&copy, section).len(), count, "{section}");
    }
    assert!(!rows(&copy, "sessions").is_empty());
    let text = copy.to_string();
    assert!(!text.contains("liam") && !text.contains("hamilton.test") && !text.contains("$argon2"), "{text}");
    maya.post("me/export", json!({ "password": "not my password" })).await.refused(422, "password-wrong");
    for _ in 0..4 {
        export(&maya).await;
    }
    maya.post("me/export", json!({ "password": PASSWORD })).await.refused(429, "too-many-attempts");
    export(&liam).await;
}

#[tokio::test]
async fn every_table_about_people_is_in_the_copy_or_excused() {
    row! { struct Table { name: String } }
    let house = House::open();
    let refer = sql("SELECT DISTINCT c.conrelid::regclass::text AS name FROM pg_constraint c
         WHERE c.contype = 'f' AND c.confrelid IN ('accounts'::regclass, 'students'::regclass)")
    .all::<Table>(&mut house.database())
    .unwrap();
    let refer: BTreeSet<String> = refer.into_iter().map(|table| table.name).collect();
    let told: BTreeSet<String> = SECTIONS.iter().flat_map(|section| section.tables).map(|table| (*table).to_owned()).collect();
    let excused: BTreeSet<String> = NOT_EXPORTED.iter().map(|(table, _)| (*table).to_owned()).collect();
    assert!(refer.len() > 20 && told.is_disjoint(&excused));
    let forgotten: Vec<&String> = refer.iter().filter(|table| !told.contains(*table) && !excused.contains(*table)).collect();
    assert!(forgotten.is_empty(), "neither exported nor excused: {forgotten:?}");
    assert!(excused.iter().all(|table| refer.contains(table)), "an excuse that nobody needs: {excused:?}");
}

#[tokio::test]
async fn whoever_asks_has_fourteen_days_to_take_it_back() {
    let school = School::with_seats(5).await;
    let maya = maya_at(&school).await;
    maya.post("me/deletion", json!({ "password": "not my password" })).await.refused(422, "password-wrong");
    assert_eq!(maya.get("me/deletion").await.expect(200)["due_at"], Value::Null);
    let planned = ask(&maya).await.expect(202);
    maya.get("me").await.refused(401, "session-ended");
    let (subject, text) = school.house.mail_to(MAYA).await[0].clone();
    assert!(subject.starts_with("Your account will be deleted on ") && text.contains("/sign-in"), "{subject} {text}");
    school.house.clock.advance(TimeDelta::days(13));
    erase_due(&school.house);
    let session = sign_in(&school.house).await.expect(200);
    let again = school.house.bearer(session["access_token"].as_str().unwrap());
    assert_eq!(again.get("me/deletion").await.expect(200)["due_at"], planned["due_at"]);
    again.delete("me/deletion").await.expect(204);
    assert_eq!(school.house.mail_to(MAYA).await[0].0, "Your account stays");
    school.house.clock.advance(TimeDelta::days(2));
    erase_due(&school.house);
    let session = sign_in(&school.house).await.expect(200);
    assert_eq!(session["user"]["display_name"], NAME);
}

/// Where in the whole database these words still are: `table.column`.
fn found_anywhere(conn: &mut PgConnection, words: &[&str]) -> Vec<String> {
    row! { struct Column { place: String, found: bool } }
    diesel::connection::SimpleConnection::batch_execute(
        conn,
        "CREATE OR REPLACE FUNCTION pg_temp.has(tab regclass, col text, words text) RETURNS boolean LANGUAGE plpgsql AS $f$
         DECLARE answer boolean;
         BEGIN
             EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE position(lower($1) IN lower(%I::text)) > 0)', tab, col) INTO answer USING words;
             RETURN answer;
         END $f$",
    )
    .unwrap();
    let places = words.iter().flat_map(|word| {
        let columns = sql("SELECT a.attrelid::regclass::text || '.' || a.attname AS place, pg_temp.has(a.attrelid::regclass, a.attname::text, $1) AS found
             FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
             WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
               AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype, 'json'::regtype, 'tsvector'::regtype, 'text[]'::regtype)")
        .bind(*word)
        .all::<Column>(conn)
        .unwrap();
        assert!(columns.len() > 50, "the reading finds the columns");
        columns.into_iter().filter(|column| column.found).map(|column| column.place).collect::<Vec<_>>()
    });
    places.collect()
}

#[tokio::test]
async fn after_that_nothing_says_who_it_was_and_the_seat_stays_spent() {
    let school = School::with_seats(5).await;
    let maya = maya_at(&school).await;
    // The school invites an address that becomes hers.
    let other = "maya.unusual.new@example.com";
    school.admin.post(&school.at("invitations"), json!({ "addresses": format!("{NAME} <{other}>") })).await.expect(201);
    maya.post("me/address", json!({ "email": other, "password": PASSWORD })).await.expect(202);
    maya.post("me/address/confirm", json!({ "code": school.house.digits_for(other).await })).await.expect(200);
    assert!(found_anywhere(&mut school.house.database(), &[MAYA, NAME]).len() > 5);
    let before = school.balance().await;
    let student = school.admin.get(&school.at("students")).await.expect(200)["items"][0].clone();
    ask(&maya).await.expect(202);
    // Staff were written to about her; that went out long ago.
    school.house.run("UPDATE mails SET sent_at = now()");
    school.house.clock.advance(TimeDelta::days(15));
    erase_due(&school.house);
    assert_eq!(found_anywhere(&mut school.house.database(), &[MAYA, NAME, "unusual"]), Vec::<String>::new());
    sign_in(&school.house).await.refused(401, "credentials-wrong");
    let admin = school.house.sign_in_again(&school.admin);
    let left = admin.get(&school.at(&format!("students/{}", id(&student, "id")))).await.expect(200);
    assert_eq!((&left["display_name"], &left["email"]), (&json!("Deleted student"), &Value::Null));
    // Wherever staff meet them, it is said as a fact, for which each language has its words.
    let room = id(&admin.get(&school.at("classrooms")).await.expect(200)["items"][0], "id");
    let code = admin.all(&school.at("codes?q=HEALTH-1")).await.remove(0);
    let pages = [
        (school.at("students"), "/items/0/deleted"),
        (school.at(&format!("students/{}", id(&student, "id"))), "/deleted"),
        (school.at(&format!("classrooms/{room}/members")), "/items/0/deleted"),
        (school.at(&format!("classrooms/{room}/stays")), "/items/0/deleted"),
        (school.at(&format!("codes/{}/redemptions", id(&code, "id"))), "/items/0/student/deleted"),
        (school.at("overview"), "/recent/0/student/deleted"),
        (school.at("seats/ledger"), "/items/0/student/deleted"),
    ];
    for (path, pointer) in pages {
        assert_eq!(admin.get(&path).await.expect(200).pointer(pointer), Some(&json!(true)), "{path}");
    }
    assert_eq!(student["deleted"], false);
    let school = School { admin, ..school };
    assert_eq!(school.balance().await, before, "the ledger is as it was");
    // The address is free: who comes with it is somebody new, and spends another seat.
    let again = school.house.person(MAYA, false);
    again.redeem("HEALTH-1").await.expect(201);
    assert_eq!(school.balance().await.1, before.1 + 1);
}

#[tokio::test]
async fn the_last_admin_stays_until_there_is_another() {
    let school = School::with_seats(5).await;
    let refused = ask(&school.admin).await;
    assert!(refused.body["detail"].as_str().unwrap().contains("You are the only admin of"), "{}", refused.text);
    refused.refused(409, "last-admin");
    let body = json!({ "email": "luz@hamilton.test", "role": "admin" });
    let luz = school.house.person("luz@hamilton.test", false);
    school.admin.post(&school.at("staff"), body).await.expect(201);
    ask(&school.admin).await.expect(202);
    // The other one cannot go now: nobody would stay.
    ask(&luz).await.refused(409, "last-admin");
    school.house.clock.advance(TimeDelta::days(15));
    erase_due(&school.house);
    let luz = school.house.sign_in_again(&luz);
    let staff = luz.get(&school.at("staff")).await.expect(200);
    assert_eq!(staff["items"].as_array().unwrap().len(), 1, "whoever left is off the staff");
}

#[tokio::test]
async fn who_cannot_delete_themselves_is_told_whom_to_ask() {
    let school = School::with_seats(5).await;
    let body = json!({ "password": PASSWORD });
    school.operator.post("me/deletion", body.clone()).await.refused(409, "deletion-by-operator");
    let maya = school.house.person(MAYA, false);
    diesel::connection::SimpleConnection::batch_execute(
        &mut school.house.database(),
        &format!(
            "UPDATE accounts SET email = NULL, email_key = NULL, email_verified_at = NULL, username = 'maya.u' WHERE email = '{MAYA}'"
        ),
    )
    .unwrap();
    maya.post("me/deletion", body).await.refused(409, "deletion-by-school");
    assert_eq!(rows(&export(&maya).await, "account")[0]["username"], "maya.u");
}
