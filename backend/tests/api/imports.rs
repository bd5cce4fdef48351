//! Many people at once: lists as people have them, what each row will do, and doing it piece by piece.

use std::fmt::Write as _;

use diesel::Connection;
use homeroom::imports;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Reply, School, id};

const CSV: &str = "text/csv";
const TEXT: &str = "text/plain";

async fn send(school: &School, who: &Api, query: &str, kind: &str, body: impl Into<reqwest::Body>) -> Reply {
    who.send_text(Method::POST, &school.at(&format!("imports{query}")), Some((kind, body))).await
}

/// Sends a list as the admin, into no classroom, and has it checked.
async fn sent(school: &School, kind: &str, body: impl Into<reqwest::Body>) -> Value {
    let import = send(school, &school.admin, "?file_name=list.csv", kind, body).await.expect(201);
    work(school);
    show(school, &import).await
}

fn path(school: &School, import: &Value, below: &str) -> String {
    school.at(&format!("imports/{}{below}", id(import, "id")))
}

async fn show(school: &School, import: &Value) -> Value {
    school.admin.get(&path(school, import, "")).await.expect(200)
}

/// One piece, in a transaction of its own, as the server does it; whether there was one.
fn piece(school: &School) -> bool {
    let now = school.house.clock.now();
    school.house.database().transaction(|conn| imports::work(conn, now, "https://homeroom.test")).expect("a piece")
}

/// Everything there is to do.
fn work(school: &School) {
    while piece(school) {}
}

/// Runs an import to its end.
async fn run(school: &School, import: &Value) -> Value {
    school.admin.send(Method::POST, &path(school, import, "/run"), None).await.expect(202);
    work(school);
    let import = show(school, import).await;
    assert_eq!(import["state"], "done");
    import
}

async fn rows(school: &School, import: &Value) -> Vec<Value> {
    school.admin.all(&path(school, import, "/rows?limit=200")).await
}

/// `name rows` of the figures, apart by commas.
fn counts(figures: &Value) -> String {
    let counts = figures.as_array().unwrap().iter();
    counts.map(|count| format!("{} {}", count["name"].as_str().unwrap(), count["rows"])).collect::<Vec<_>>().join(", ")
}

/// What rows say, each `number name <address> outcome reason`.
async fn told(school: &School, import: &Value) -> Vec<String> {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or("").to_owned();
    let one = |row: &Value| {
        format!("{} {} <{}> {} {}", row["number"], text(row, "name"), text(row, "email"), text(row, "outcome"), text(row, "reason"))
    };
    rows(school, import).await.iter().map(|row| one(row).trim_end().to_owned()).collect()
}

fn list(count: usize) -> String {
    (0..count).fold("Name,Email\n".to_owned(), |mut text, number| {
        let _ = writeln!(text, "Student Number{number},student{number}@hamiltonschools.org");
        text
    })
}

#[tokio::test]
async fn pasted_addresses_become_students_of_a_classroom() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let pasted = "Ana Lopez <ana@x.org>; \"Ruiz, Ben\" <ben@x.org>\ncho@x.org, dan@x\n";
    let import = send(&school, &school.admin, &format!("?classroom_id={}", id(&room, "id")), TEXT, pasted).await.expect(201);
    assert_eq!((&import["state"], &import["source"], &import["rows"]), (&json!("checking"), &json!("paste"), &json!(4)));
    work(&school);
    let told = told(&school, &import).await;
    assert_eq!(
        told,
        ["1 Ana Lopez <ana@x.org> new", "2 Ben Ruiz <ben@x.org> new", "3  <cho@x.org> new", "4  <dan@x> bad-address domain-incomplete"]
    );
    let preview = school.admin.get(&path(&school, &import, "/preview")).await.expect(200);
    assert_eq!(
        (&preview["seats"]["spends"], &preview["seats"]["now"]["free"], &preview["seats"]["short"]),
        (&json!(3), &json!(10), &json!(0))
    );
    assert_eq!(school.balance().await, (10, 0, 0, 10), "nothing happens before it is run");

    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "left-out 1, registered 3");
    assert_eq!(school.balance().await, (10, 3, 0, 7));
    let members = school.admin.all(&school.at(&format!("classrooms/{}/members", id(&room, "id")))).await;
    let mut members: Vec<(String, String)> = members.iter().map(|one| (id(one, "display_name"), id(one, "joined_by"))).collect();
    members.sort();
    let by_import = |name: &str| (name.to_owned(), "import".to_owned());
    assert_eq!(members, [by_import("Ana Lopez"), by_import("Ben Ruiz"), by_import("cho")]);
    let (subject, text) = school.house.mail_to("ana@x.org").await.pop().unwrap();
    assert_eq!(subject, "School hamilton has a place for you");
    assert!(text.contains("/invite/"), "{text}");

    // The link opens the account, and it is the student's.
    let link = school.house.link_secret_for("ana@x.org").await;
    let body = json!({ "token": link, "password": crate::support::PASSWORD });
    let ana = school.house.anonymous().post("auth/password-reset/confirm", body).await;
    assert!(ana.status.is_success(), "{}", ana.body);
    let ana = school.house.sign_in("ana@x.org").await;
    assert_eq!(ana.get("me/classrooms").await.expect(200)["items"][0]["name"], "Health");
}

#[tokio::test]
async fn the_same_list_again_spends_nothing() {
    let school = School::with_seats(50).await;
    let first = sent(&school, CSV, list(30)).await;
    run(&school, &first).await;
    let again = sent(&school, CSV, list(31)).await;
    assert_eq!(counts(&again["outcomes"]), "here 30, new 1");
    let again = run(&school, &again).await;
    assert_eq!(counts(&again["results"]), "here 30, registered 1");
    assert_eq!(school.balance().await, (50, 31, 0, 19));
    // And the import itself, run again.
    let again = run(&school, &again).await;
    assert_eq!(counts(&again["results"]), "here 30, registered 1");
    assert_eq!(school.balance().await, (50, 31, 0, 19));
}

#[tokio::test]
async fn tables_in_the_encodings_and_with_the_separators_of_spreadsheets() {
    let school = School::with_seats(1).await;
    let table = |separator: &str| {
        let rows = [["Apellidos", "Nombre", "Correo"], ["Núñez", "José", "jose@x.org"], ["\"de la O, Gómez\"", "Ana", "ana@x.org"]];
        rows.map(|row| row.join(separator)).join("\r\n")
    };
    let utf16 =
        |text: &str, mark: [u8; 2], order: fn(u16) -> [u8; 2]| [mark.to_vec(), text.encode_utf16().flat_map(order).collect()].concat();
    let windows = |text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>();
    let mac = |text: &str| {
        let byte = |c: char| match c {
            'ú' => 0x9C,
            'ñ' => 0x96,
            'é' => 0x8E,
            'ó' => 0x97,
            'í' => 0x92,
            c => u8::try_from(u32::from(c)).unwrap(),
        };
        text.chars().map(byte).collect::<Vec<u8>>()
    };
    for (bytes, encoding, separator) in [
        (table(",").into_bytes(), "UTF-8", ","),
        (format!("\u{feff}{}", table(";")).into_bytes(), "UTF-8", ";"),
        (utf16(&table("\t"), [0xFF, 0xFE], u16::to_le_bytes), "UTF-16LE", "\t"),
        (utf16(&table(","), [0xFE, 0xFF], u16::to_be_bytes), "UTF-16BE", ","),
        (windows(&table(";")), "windows-1252", ";"),
        (mac(&table(";")), "macintosh", ";"),
        (format!("sep=;\r\n{}", table(";")).into_bytes(), "UTF-8", ";"),
    ] {
        let import = sent(&school, CSV, bytes).await;
        assert_eq!((&import["encoding"], &import["separator"]), (&json!(encoding), &json!(separator)));
        assert_eq!(import["headings"], json!(["Apellidos", "Nombre", "Correo"]), "{encoding}");
        let names: Vec<String> = rows(&school, &import).await.iter().map(|row| id(row, "name")).collect();
        assert_eq!(names, ["José Núñez", "Ana de la O, Gómez"], "{encoding}");
    }
}
