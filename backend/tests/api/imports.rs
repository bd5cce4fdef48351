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

#[tokio::test]
async fn each_row_says_what_it_will_do() {
    let school = School::with_seats(20).await;
    let room = school.classroom("Health", json!({})).await;
    let other = school.classroom("Art", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    for email in ["here@x.org", "blocked@x.org"] {
        school.house.person(email, false).redeem("HEALTH").await.expect(201);
    }
    let students = school.admin.all(&school.at("students")).await;
    let student = |email: &str| id(students.iter().find(|one| one["email"] == email).unwrap(), "id");
    let block = school.at(&format!("classrooms/{}/members/{}/block", id(&room, "id"), student("blocked@x.org")));
    school.admin.put(&block).await;
    let table = "Name,Email,Class\n\
        New Person,new@x.org,Health\n\
        Here Person,HERE@x.org,health\n\
        Here Person,here@x.org,Art\n\
        Blocked Person,blocked@x.org,Health\n\
        Again Person,new@x.org,Health\n\
        Again Person,new@x.org,Art\n\
        No Address,,Health\n\
        Lost Person,lost@x.org,No such room\n";
    let import = sent(&school, CSV, table).await;
    assert_eq!(
        told(&school, &import).await,
        [
            "2 New Person <new@x.org> new",
            "3 Here Person <HERE@x.org> here",
            "4 Here Person <here@x.org> joins",
            "5 Blocked Person <blocked@x.org> blocked",
            "6 Again Person <new@x.org> duplicate",
            "7 Again Person <new@x.org> joins earlier-row",
            "8 No Address <> no-address",
            "9 Lost Person <lost@x.org> classroom-unknown",
        ]
    );
    let only = school.admin.all(&path(&school, &import, "/rows?outcome=blocked,duplicate&q=person")).await;
    assert_eq!(only.len(), 2);
    let preview = school.admin.get(&path(&school, &import, "/preview")).await.expect(200);
    assert_eq!((&preview["seats"]["spends"], &preview["missing_classrooms"][0]["name"]), (&json!(1), &json!("No such room")));

    // With classrooms to be made, the last one finds its place.
    let patched = school.admin.patch(&path(&school, &import, ""), json!({ "make_classrooms": true })).await.expect(200);
    assert_eq!(patched["state"], "checking");
    work(&school);
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "here 1, joined 2, left-out 3, registered 2");
    assert_eq!(school.balance().await, (20, 4, 0, 16));
    let made = school.admin.get(&school.at("classrooms?q=No+such")).await.expect(200);
    assert_eq!(made["items"][0]["name"], "No such room");
    let art = school.admin.all(&school.at(&format!("classrooms/{}/members", id(&other, "id")))).await;
    assert_eq!(art.len(), 2, "who joins by a second row is there once");

    let file = school.admin.get(&path(&school, &import, "/rows.csv?result=left-out")).await;
    let lines: Vec<&str> = file.text.trim_start_matches('\u{feff}').trim_end().split("\r\n").collect();
    assert_eq!(lines[0], "Name,Email,Class,Line,What happens,Why");
    assert_eq!(lines[3], "No Address,,Health,8,Left out,No email address");
}

#[tokio::test]
async fn who_is_probably_there_already_is_asked_about_before_a_seat_is_spent() {
    let school = School::with_seats(20).await;
    let first = sent(&school, TEXT, "Ana Lopez <ana.lopez@gmail.com>\nBen Ruiz <ben@x.org>").await;
    run(&school, &first).await;
    let text =
        "Somebody <analopez+school@googlemail.com>\nBEN  RUÍZ <bruiz@x.org>\nBen Ruiz <ben@y.org>\nCho <cho@x.org>\nCho <cho+2@x.org>";
    let import = sent(&school, TEXT, text).await;
    assert_eq!(
        told(&school, &import).await,
        [
            "1 Somebody <analopez+school@googlemail.com> asks same-address",
            "2 BEN RUÍZ <bruiz@x.org> asks same-name-and-domain",
            "3 Ben Ruiz <ben@y.org> new",
            "4 Cho <cho@x.org> new",
            "5 Cho <cho+2@x.org> asks same-address",
        ]
    );
    assert_eq!(import["questions"], 3);
    let asked = rows(&school, &import).await;
    assert_eq!((&asked[0]["alike"]["email"], &asked[4]["alike"]["number"]), (&json!("ana.lopez@gmail.com"), &json!(4)));

    // Unanswered they are left out; answered, the same import takes them up.
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "left-out 3, registered 2");
    for (number, answer) in [(1, "same"), (2, "other"), (5, "same")] {
        let row = school.admin.patch(&path(&school, &import, &format!("/rows/{number}")), json!({ "decision": answer })).await.expect(200);
        assert_eq!(row["decision"], answer);
    }
    school.admin.patch(&path(&school, &import, "/rows/1"), json!({ "decision": "perhaps" })).await.refused(422, "decision-unknown");
    school.admin.patch(&path(&school, &import, "/rows/4"), json!({ "decision": "skip" })).await.refused(409, "row-done");
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "here 2, registered 3");
    assert_eq!(school.balance().await, (20, 5, 0, 15), "Ana and Cho have one seat each");
}

#[tokio::test]
async fn a_bad_address_is_corrected_in_place() {
    let school = School::with_seats(5).await;
    let import = sent(&school, TEXT, "ana@x\nben@x.org").await;
    let row = school.admin.patch(&path(&school, &import, "/rows/1"), json!({ "email": "ana@x.org" })).await.expect(200);
    assert_eq!((&row["outcome"], &row["email"]), (&json!("new"), &json!("ana@x.org")));
    let row = school.admin.patch(&path(&school, &import, "/rows/1"), json!({ "email": "ben@x.org" })).await.expect(200);
    assert_eq!(row["outcome"], "new");
    assert_eq!(rows(&school, &import).await[1]["outcome"], "duplicate", "who comes after it is looked at again");
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "left-out 1, registered 1");
}

#[tokio::test]
async fn an_import_that_is_interrupted_goes_on_where_it_was() {
    let school = School::with_seats(300).await;
    let import = sent(&school, CSV, list(250)).await;
    school.admin.send(Method::POST, &path(&school, &import, "/run"), None).await.expect(202);
    piece(&school);
    let under_way = show(&school, &import).await;
    assert_eq!((&under_way["state"], &under_way["done"]), (&json!("running"), &json!(100)));
    assert_eq!(school.balance().await, (300, 100, 0, 200));
    // Killed in the middle of a piece: nothing of it has happened.
    let now = school.house.clock.now();
    let killed = school.house.database().transaction(|conn| {
        imports::work(conn, now, "https://homeroom.test").expect("a piece");
        Err::<(), _>(diesel::result::Error::RollbackTransaction)
    });
    assert!(killed.is_err());
    assert_eq!(school.balance().await, (300, 100, 0, 200));
    assert_eq!(show(&school, &import).await["done"], 100);
    work(&school);
    assert_eq!(counts(&show(&school, &import).await["results"]), "registered 250");
    assert_eq!(school.balance().await, (300, 250, 0, 50));
    assert_eq!(school.house.count("SELECT count(*) AS value FROM mails WHERE recipient LIKE 'student%'"), 250, "one mail each");
    assert_eq!(school.house.count("SELECT count(*) AS value FROM import_pieces"), 0, "the file is not kept");
}

#[tokio::test]
async fn two_imports_of_the_same_people_at_once_spend_one_seat_each() {
    let school = School::with_seats(300).await;
    let one = sent(&school, CSV, list(150)).await;
    let two = sent(&school, CSV, list(150)).await;
    for import in [&one, &two] {
        school.admin.send(Method::POST, &path(&school, import, "/run"), None).await.expect(202);
    }
    // Two servers, each with all its might.
    let url = school.house.database_url().to_owned();
    let now = school.house.clock.now();
    let servers: Vec<_> = (0..2)
        .map(|_| {
            let url = url.clone();
            std::thread::spawn(move || {
                let mut conn = diesel::PgConnection::establish(&url).unwrap();
                while conn.transaction(|conn| imports::work(conn, now, "https://homeroom.test")).unwrap() {}
            })
        })
        .collect();
    for server in servers {
        server.join().unwrap();
    }
    work(&school);
    assert_eq!(school.balance().await, (300, 150, 0, 150));
    let (one, two) = (show(&school, &one).await, show(&school, &two).await);
    assert_eq!((&one["done"], &two["done"]), (&json!(150), &json!(150)));
    assert_eq!(school.house.count("SELECT count(*) AS value FROM import_rows WHERE result = 'registered'"), 150);
}

#[tokio::test]
async fn when_seats_run_out_the_rest_says_so_and_is_taken_up_later() {
    let school = School::with_seats(120).await;
    let import = sent(&school, CSV, list(150)).await;
    let preview = school.admin.get(&path(&school, &import, "/preview")).await.expect(200);
    assert_eq!((&preview["seats"]["spends"], &preview["seats"]["short"]), (&json!(150), &json!(30)));
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "refused 30, registered 120");
    assert_eq!(school.balance().await, (120, 120, 0, 0));
    let refused = school.admin.all(&path(&school, &import, "/rows?result=refused")).await;
    assert!(refused.iter().all(|row| row["result_reason"] == "no-seats-left"), "{refused:?}");
    assert_eq!((counts(&import["refusals"]).as_str(), &import["left"]), ("no-seats-left 30", &json!(30)));
    assert_eq!(school.house.count("SELECT count(*) AS value FROM accounts WHERE email LIKE 'student%'"), 120, "nobody is half in");
    school.house.license(&school.operator, &school.id, 100).await;
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "registered 150");
    assert_eq!(school.balance().await, (220, 150, 0, 70));
}

#[tokio::test]
async fn it_can_be_stopped_and_taken_up_again_or_thrown_away() {
    let school = School::with_seats(300).await;
    let import = sent(&school, CSV, list(250)).await;
    let at = |below: &str| path(&school, &import, below);
    school.admin.send(Method::POST, &at("/cancel"), None).await.refused(409, "import-not-running");
    school.admin.send(Method::POST, &at("/run"), None).await.expect(202);
    piece(&school);
    let stopped = school.admin.send(Method::POST, &at("/cancel"), None).await.expect(200);
    assert_eq!((&stopped["state"], &stopped["done"]), (&json!("cancelled"), &json!(100)));
    assert!(!piece(&school), "nothing is left to do");
    school.admin.delete(&at("")).await.refused(409, "import-started");
    school.admin.patch(&at(""), json!({ "send_mail": false })).await.refused(409, "import-started");
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "registered 250");
    let other = sent(&school, TEXT, "new@x.org").await;
    school.admin.delete(&path(&school, &other, "")).await.expect(204);
    school.admin.get(&path(&school, &other, "")).await.refused(404, "not-found");
}

#[tokio::test]
async fn a_teacher_imports_into_their_own_classrooms_only() {
    let school = School::with_seats(20).await;
    let (room, other) = (school.classroom("Health", json!({})).await, school.classroom("Art", json!({})).await);
    let (teacher, member) = school.teacher("sam@hamilton.test", &[&room]).await;
    let into = |room: &Value| format!("?classroom_id={}", id(room, "id"));
    send(&school, &teacher, &into(&other), TEXT, "ana@x.org").await.refused(422, "classroom-unknown");
    let list = "Name,Email,Class\nAna,ana@x.org,Health\nBen,ben@x.org,Art\nCho,cho@x.org,\n";
    let import = send(&school, &teacher, "", CSV, list).await.expect(201);
    work(&school);
    assert_eq!(
        told(&school, &import).await,
        ["2 Ana <ana@x.org> new", "3 Ben <ben@x.org> classroom-unknown", "4 Cho <cho@x.org> classroom-needed"]
    );
    teacher.patch(&path(&school, &import, ""), json!({ "make_classrooms": true })).await.refused(403, "role-required");
    assert_eq!(teacher.get(&path(&school, &import, "/preview")).await.expect(200)["seats"]["now"], Value::Null);
    let admins = sent(&school, TEXT, "dan@x.org").await;
    teacher.get(&path(&school, &admins, "")).await.refused(404, "not-found");
    assert_eq!(teacher.get(&school.at("imports")).await.expect(200)["items"].as_array().unwrap().len(), 1);

    // Taken off the staff in the middle, they do nothing more.
    teacher.send(Method::POST, &path(&school, &import, "/run"), None).await.expect(202);
    school.admin.delete(&school.at(&format!("staff/{}", id(&member, "staff_id")))).await.expect(204);
    work(&school);
    assert_eq!(show(&school, &import).await["state"], "cancelled");
    assert_eq!(school.balance().await, (20, 0, 0, 20));
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_plainly_and_leaves_nothing_behind() {
    let school = School::with_seats(1).await;
    let many = "a@x.org\n".repeat(50_001);
    let wide = format!("{}\n", "a,".repeat(250) + "a@x.org");
    let open = format!("Name,Email\n\"Ana,ana@x.org\n{}", "Ben,ben@x.org\n".repeat(3_000));
    for (kind, bytes, status, code) in [
        (CSV, Vec::new(), 422, "file-empty"),
        (CSV, b"Name,Email\n\n,,\n".to_vec(), 422, "file-empty"),
        (TEXT, many.into_bytes(), 422, "too-many-rows"),
        (CSV, wide.into_bytes(), 422, "too-many-columns"),
        (CSV, open.into_bytes(), 422, "quote-open"),
        (CSV, vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], 422, "workbook-not-csv"),
        ("application/zip", b"PK\x03\x04 not really".to_vec(), 422, "zip-unreadable"),
        (CSV, vec![b'a'; 20 * 1024 * 1024 + 1], 413, "file-too-large"),
        ("image/png", b"x".to_vec(), 415, "unsupported-media-type"),
    ] {
        send(&school, &school.admin, "", kind, bytes).await.refused(status, code);
    }
    for table in ["imports", "import_pieces", "import_rows"] {
        let count = match table {
            "imports" => school.house.count("SELECT count(*) AS value FROM imports"),
            "import_pieces" => school.house.count("SELECT count(*) AS value FROM import_pieces"),
            _ => school.house.count("SELECT count(*) AS value FROM import_rows"),
        };
        assert_eq!(count, 0, "{table}");
    }
}

#[tokio::test]
async fn a_list_sent_twice_under_one_key_is_there_once() {
    let school = School::with_seats(1).await;
    let admin = school.admin.with("idempotency-key", "september");
    let first = send(&school, &admin, "", TEXT, "ana@x.org").await.expect(201);
    let again = send(&school, &admin, "", TEXT, "ana@x.org").await.expect(201);
    assert_eq!(first["id"], again["id"]);
    send(&school, &admin, "", TEXT, "ben@x.org").await.refused(422, "idempotency-key-reused");
    assert_eq!(school.house.count("SELECT count(*) AS value FROM imports"), 1);
}

#[tokio::test]
async fn columns_and_letters_that_were_guessed_wrong_are_corrected() {
    let school = School::with_seats(5).await;
    let import = sent(&school, CSV, "Ana Lopez,ana@x.org,Lopez\nBen Ruiz,ben@x.org,Ruiz\n").await;
    assert_eq!((&import["has_heading"], &import["columns"]["email"]), (&json!(false), &json!(1)));
    let columns = json!({ "email": 1, "name": 0 });
    school.admin.patch(&path(&school, &import, ""), json!({ "columns": columns })).await.expect(200);
    work(&school);
    assert_eq!(told(&school, &import).await, ["1 Ana Lopez <ana@x.org> new", "2 Ben Ruiz <ben@x.org> new"]);
    school.admin.patch(&path(&school, &import, ""), json!({ "has_heading": true })).await.expect(200);
    work(&school);
    assert_eq!(told(&school, &import).await, ["2 Ben Ruiz <ben@x.org> new"]);
    school.admin.patch(&path(&school, &import, ""), json!({ "encoding": "ebcdic" })).await.refused(422, "invalid");
}

/// A roster as OneRoster 1.1 has it.
fn roster(files: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_roster_brings_students_into_classrooms_named_as_its_classes() {
    let school = School::with_seats(20).await;
    school.classroom("Algebra", json!({})).await;
    let bundle = roster(&[
        (
            "users.csv",
            "sourcedId,status,enabledUser,role,username,givenName,familyName,email\n\
             u1,,true,student,ana,Ana,Lopez,ana@x.org\n\
             u2,,true,student,ben,Ben,Ruiz,ben@x.org\n\
             u3,,true,teacher,tea,Tea,Cher,tea@x.org\n\
             u4,tobedeleted,true,student,old,Old,One,old@x.org\n\
             u5,,true,parent,par,Par,Ent,par@x.org\n",
        ),
        ("classes.csv", "sourcedId,status,title,classCode\nc1,,Algebra,A1\nc2,,Music,M1\nc3,,Music,M2\n"),
        (
            "enrollments.csv",
            "sourcedId,status,classSourcedId,userSourcedId,role\ne1,,c1,u1,student\ne2,,c2,u1,student\ne3,,c1,u3,teacher\ne4,,c3,u2,student\n",
        ),
    ]);
    let import = sent(&school, "application/zip", bundle).await;
    assert_eq!((&import["source"], &import["rows"], &import["left_out"]), (&json!("oneroster"), &json!(4), &json!(1)));
    assert_eq!(counts(&import["outcomes"]), "classroom-unknown 2, new 1, teacher 1");
    school.admin.patch(&path(&school, &import, ""), json!({ "make_classrooms": true, "add_teachers": true })).await.expect(200);
    work(&school);
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "joined 1, registered 2, staff 1");
    assert_eq!(school.balance().await, (20, 2, 0, 18));
    let mut rooms: Vec<String> = school.admin.all(&school.at("classrooms")).await.iter().map(|room| id(room, "name")).collect();
    rooms.sort();
    assert_eq!(rooms, ["Algebra", "Music (M1)", "Music (M2)"]);
    let staff = school.admin.all(&school.at("staff")).await;
    let teacher = staff.iter().find(|one| one["email"] == "tea@x.org").unwrap();
    assert_eq!(teacher["classrooms"][0]["name"], "Algebra");

    let incomplete = roster(&[("classes.csv", "sourcedId,title\n")]);
    send(&school, &school.admin, "", "application/zip", incomplete).await.refused(422, "roster-incomplete");
    let workbook = roster(&[("xl/workbook.xml", "<x/>")]);
    send(&school, &school.admin, "", CSV, workbook).await.refused(422, "workbook-not-csv");
    let bomb = "sourcedId\n".repeat(11_000_000);
    let bomb = roster(&[("users.csv", &bomb)]);
    assert!(bomb.len() < 1024 * 1024, "small to send");
    send(&school, &school.admin, "", "application/zip", bomb).await.refused(422, "file-too-large");
}

#[tokio::test]
async fn a_cell_that_a_spreadsheet_would_carry_out_is_text_in_the_file() {
    let school = School::with_seats(5).await;
    let import = sent(&school, CSV, "Name,Email\n=HYPERLINK(1),ana@x\n").await;
    let file = school.admin.get(&path(&school, &import, "/rows.csv")).await;
    assert!(file.text.contains("\r\n'=HYPERLINK(1),ana@x,2,"), "{}", file.text);
}

#[tokio::test]
async fn the_preview_asks_about_namesakes_within_the_list_and_the_run_about_no_others() {
    let school = School::with_seats(300).await;
    // Two pieces of the run lie between them, so that one is a student by the time of the other.
    let mut text = "Name,Email\nAna Lopez,ana@hamiltonschools.org\n".to_owned();
    text.push_str(list(110).trim_start_matches("Name,Email\n"));
    text.push_str("LOPEZ Ana,lopez@hamiltonschools.org\nAna López,alopez@hamiltonschools.org\nAna Lopez,ana@elsewhere.org\n");
    let import = sent(&school, CSV, text).await;
    assert_eq!(counts(&import["outcomes"]), "asks 1, new 113");
    let asks = school.admin.all(&path(&school, &import, "/rows?outcome=asks")).await;
    assert_eq!((&asks[0]["reason"], &asks[0]["alike"]["number"]), (&json!("same-name-and-domain"), &json!(2)));
    school.admin.patch(&path(&school, &import, "/rows/114"), json!({ "decision": "other" })).await.expect(200);
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "registered 114");
    assert_eq!(school.balance().await, (300, 114, 0, 186));
    // In another list the next of that name is asked about.
    let other = sent(&school, TEXT, "Ana Lopez <ana.l@hamiltonschools.org>").await;
    assert_eq!(counts(&other["outcomes"]), "asks 1");
}

#[tokio::test]
async fn who_is_answered_to_be_the_namesake_further_up_has_one_seat_with_them() {
    let school = School::with_seats(5).await;
    school.classroom("Health", json!({})).await;
    let text = "Name,Email,Class\nAna Lopez,ana@x.org,Health\nBen Ruiz,ben@x.org,Health\nAna Lopez,ana@home.org,Health\n";
    let import = sent(&school, CSV, text).await;
    assert_eq!(told(&school, &import).await[2], "4 Ana Lopez <ana@home.org> asks same-name-and-classroom");
    // Somebody left out is nobody to be confused with.
    school.admin.patch(&path(&school, &import, "/rows/2"), json!({ "decision": "skip" })).await.expect(200);
    assert_eq!(rows(&school, &import).await[2]["outcome"], "new");
    school.admin.patch(&path(&school, &import, "/rows/2"), json!({ "decision": null })).await.expect(200);
    school.admin.patch(&path(&school, &import, "/rows/4"), json!({ "decision": "same" })).await.expect(200);
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "here 1, registered 2");
    assert_eq!(school.balance().await, (5, 2, 0, 3));
}

#[tokio::test]
async fn who_is_in_by_a_row_further_up_does_not_join_again() {
    let school = School::with_seats(5).await;
    school.classroom("Health", json!({})).await;
    let import = sent(&school, CSV, "Name,Email,Class\nAna,ana@x.org,Health\nAna,ana@x.org,\n").await;
    assert_eq!(counts(&import["outcomes"]), "here 1, new 1");
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "here 1, registered 1");
    assert_eq!(school.balance().await, (5, 1, 0, 4));
}

#[tokio::test]
async fn what_is_left_are_neither_duplicates_nor_what_was_left_out_on_purpose() {
    let school = School::with_seats(5).await;
    let import = sent(&school, TEXT, "ana@x.org\nana@x.org\nben@x\ncho@x.org").await;
    school.admin.patch(&path(&school, &import, "/rows/4"), json!({ "decision": "skip" })).await.expect(200);
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "left-out 3, registered 1");
    assert_eq!((&import["left"], &import["refusals"]), (&json!(1), &json!([])));
}

/// Students without an address, in a list without a column for it.
const BY_NAME: &str = "Student ID,Name,Username,Class\n\
    7,Maya Lopez,,Health\n8,Ben,,Health\n9,Maya Lopez,,Health\n7,Maya Lopez,,Music\n10,Cho Kim,ckim,\n11,Dan Roe,dan roe,\n,,,Health\n";

#[tokio::test]
async fn who_has_no_address_gets_a_username_and_a_card() {
    let school = School::with_seats(20).await;
    for name in ["Health", "Music"] {
        school.classroom(name, json!({})).await;
    }
    let import = sent(&school, CSV, BY_NAME).await;
    assert_eq!((&import["give_usernames"], &import["columns"]["student_number"]), (&json!(true), &json!(0)));
    assert_eq!(
        told(&school, &import).await,
        [
            "2 Maya Lopez <> new username",
            "3 Ben <> new username",
            // The school's own numbers tell namesakes apart.
            "4 Maya Lopez <> new username",
            "5 Maya Lopez <> joins earlier-row",
            "6 Cho Kim <> new username",
            "7 Dan Roe <> new other-username",
            "8  <> no-address",
        ]
    );
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "joined 1, left-out 1, registered 5");
    assert_eq!((&import["with_usernames"], school.balance().await), (&json!(5), (20, 5, 0, 15)));
    let usernames: Vec<String> = rows(&school, &import).await.iter().map(|row| row["username"].as_str().unwrap().to_owned()).collect();
    assert_eq!(usernames, ["maya.lopez", "ben", "maya.lopez2", "maya.lopez", "ckim", "dan.roe", ""]);
    let file = school.admin.get(&path(&school, &import, "/rows.csv")).await;
    assert!(file.text.contains("10,Cho Kim,ckim,,6,\"Added, a seat was spent\",Signs in with a username,ckim"), "{}", file.text);

    // The cards of exactly these.
    let by_hand = json!({ "display_name": "Eve Long" });
    school.admin.post(&school.at("students"), by_hand).await.expect(201);
    let cards = school.at(&format!("sign-in-cards?import_id={}", id(&import, "id")));
    let owners = school.admin.all(&cards).await;
    assert_eq!(owners.iter().map(|one| id(one, "username")).collect::<Vec<_>>(), ["ben", "ckim", "dan.roe", "maya.lopez", "maya.lopez2"]);
    let first = json!({ "student_ids": [owners[0]["student_id"]] });
    school.admin.post(&school.at("sign-in-cards"), first).await.expect(200);
    assert_eq!(school.admin.all(&format!("{cards}&limit=2")).await[4]["username"], "ben", "who has a card comes last");
    let unknown = school.at("sign-in-cards?import_id=00000000-0000-0000-0000-000000000001");
    school.admin.get(&unknown).await.refused(404, "not-found");

    // Again: a username is known, and who has but a name is asked about.
    let again = sent(&school, CSV, BY_NAME).await;
    assert_eq!(counts(&again["outcomes"]), "asks 4, here 1, joins 1, no-address 1");
    let again = run(&school, &again).await;
    assert_eq!((counts(&again["results"]).as_str(), school.balance().await), ("here 1, left-out 6", (20, 6, 0, 14)));
}

#[tokio::test]
async fn a_list_with_addresses_gives_usernames_only_when_told_to() {
    let school = School::with_seats(3).await;
    let text = "Name,Email\nAna Lopez,ana@x.org\nBen Ruiz,\nAna López,\nCho Kim,\nDee Day,\n";
    let import = sent(&school, CSV, text).await;
    assert_eq!((&import["give_usernames"], counts(&import["outcomes"])), (&json!(false), "new 1, no-address 4".to_owned()));
    school.admin.patch(&path(&school, &import, ""), json!({ "give_usernames": true })).await.expect(200);
    work(&school);
    let import = show(&school, &import).await;
    assert_eq!(counts(&import["outcomes"]), "asks 1, new 4");
    assert_eq!(told(&school, &import).await[2], "4 Ana López <> asks same-name");
    // Without seats nobody is half in, and with more the rest comes in.
    let import = run(&school, &import).await;
    assert_eq!((counts(&import["results"]), &import["left"]), ("left-out 1, refused 1, registered 3".to_owned(), &json!(2)));
    assert_eq!(school.house.count("SELECT count(*) AS value FROM accounts WHERE username IS NOT NULL"), 2);
    school.house.license(&school.operator, &school.id, 5).await;
    school.admin.patch(&path(&school, &import, "/rows/4"), json!({ "decision": "same" })).await.expect(200);
    let import = run(&school, &import).await;
    assert_eq!((counts(&import["results"]), school.balance().await), ("here 1, registered 4".to_owned(), (8, 4, 0, 4)));
}

#[tokio::test]
async fn a_roster_without_addresses_is_one_person_for_each_of_its_own_numbers() {
    let school = School::with_seats(9).await;
    let bundle = roster(&[
        (
            "users.csv",
            "sourcedId,status,enabledUser,role,username,givenName,familyName,email\n\
             u1,,true,student,ana.l,Ana,Lopez,\nu2,,true,student,,Ana,Lopez,\nu3,,true,teacher,tea,Tea,Cher,\n",
        ),
        ("classes.csv", "sourcedId,status,title\nc1,,Algebra\nc2,,Music\n"),
        (
            "enrollments.csv",
            "sourcedId,status,classSourcedId,userSourcedId,role\n\
             e1,,c1,u1,student\ne2,,c2,u1,student\ne3,,c1,u2,student\ne4,,c2,u2,student\ne5,,c1,u3,teacher\n",
        ),
    ]);
    let import = sent(&school, "application/zip", bundle).await;
    let wanted = json!({ "give_usernames": true, "make_classrooms": true, "add_teachers": true });
    school.admin.patch(&path(&school, &import, ""), wanted).await.expect(200);
    work(&school);
    assert_eq!(counts(&show(&school, &import).await["outcomes"]), "asks 1, joins 2, new 1, no-address 1");
    school.admin.post(&path(&school, &import, "/decisions"), json!({ "decision": "other" })).await.expect(200);
    work(&school);
    let import = run(&school, &import).await;
    assert_eq!(counts(&import["results"]), "joined 2, left-out 1, registered 2");
    assert_eq!(school.balance().await, (9, 2, 0, 7));
}

#[tokio::test]
async fn imports_of_namesakes_in_two_schools_at_once_do_not_wait_for_each_other_forever() {
    let school = School::with_seats(300).await;
    let (other, head) = school.house.organization(&school.operator, "lincoln", "America/Chicago").await;
    school.house.license(&school.operator, &other, 300).await;
    let names = ["Zoe Adams", "Ana Lopez", "Maya Kim"];
    let text = |turned: bool| {
        let people = (0..120).map(|at| names[if turned { 2 - at % 3 } else { at % 3 }]);
        people.enumerate().fold("Student ID,Name\n".to_owned(), |text, (number, name)| format!("{text}{number},{name}\n"))
    };
    let mut imports = Vec::new();
    for (who, organization, turned) in [(&school.admin, &school.id, false), (&head, &other, true)] {
        let to = format!("organizations/{organization}/imports");
        let import = who.send_text(Method::POST, &to, Some((CSV, text(turned)))).await.expect(201);
        work(&school);
        let at = format!("{to}/{}", id(&import, "id"));
        assert_eq!(counts(&who.get(&at).await.expect(200)["outcomes"]), "new 120");
        who.send(Method::POST, &format!("{at}/run"), None).await.expect(202);
        imports.push((who, at));
    }
    let url = school.house.database_url().to_owned();
    let now = school.house.clock.now();
    let servers: Vec<_> = (0..2)
        .map(|_| {
            let url = url.clone();
            std::thread::spawn(move || {
                let mut conn = diesel::PgConnection::establish(&url).unwrap();
                // A deadlock would be an error here.
                while conn.transaction(|conn| imports::work(conn, now, "https://homeroom.test")).unwrap() {}
            })
        })
        .collect();
    for server in servers {
        server.join().unwrap();
    }
    work(&school);
    for (who, at) in imports {
        assert_eq!(counts(&who.get(&at).await.expect(200)["results"]), "registered 120");
    }
}

#[tokio::test]
async fn the_overview_tells_of_a_list_that_waits() {
    let school = School::with_seats(9).await;
    let room = school.classroom("Health", json!({})).await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
    let waits = async |who: &Api| {
        let overview = who.get(&school.at("overview")).await.expect(200);
        overview["needs_attention"].as_array().unwrap().contains(&json!({ "kind": "imports-wait" }))
    };
    assert!(!waits(&school.admin).await);
    let import = sent(&school, TEXT, "Ana Lopez <ana@x.org>\nAna Lopez <a.lopez@x.org>").await;
    assert!(waits(&school.admin).await, "checked, and not run");
    assert!(!waits(&teacher).await, "it is not the teacher's");
    run(&school, &import).await;
    assert!(waits(&school.admin).await, "a question is open");
    school.admin.patch(&path(&school, &import, "/rows/2"), json!({ "decision": "skip" })).await.expect(200);
    assert!(!waits(&school.admin).await);
}

#[tokio::test]
async fn two_thousand_rows_as_a_spreadsheet_in_spain_saves_them() {
    let school = School::with_seats(2_100).await;
    school.classroom("Música", json!({})).await;
    // Semicolons, Windows-1252, a name over two lines in quotes, and the blank lines that come after a table.
    let mut text = "Apellidos;Nombre;Correo electrónico;Grupo\r\n".to_owned();
    for number in 0..2_000 {
        let _ = write!(text, "\"Núñez;\n {}\";José;alumno{number}@escuela.es;Música\r\n", word(number));
    }
    text.push_str(";;;\r\n\r\n");
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!lossy);
    let import = sent(&school, CSV, bytes.into_owned()).await;
    assert_eq!((&import["encoding"], &import["separator"]), (&json!("windows-1252"), &json!(";")));
    assert_eq!(counts(&import["outcomes"]), "new 2000");
    let import = run(&school, &import).await;
    assert_eq!((counts(&import["results"]).as_str(), &import["left"]), ("registered 2000", &json!(0)));
    assert_eq!(school.balance().await, (2_100, 2_000, 0, 100));
    let first = school.admin.get(&path(&school, &import, "/rows?limit=1")).await.expect(200);
    assert_eq!((&first["items"][0]["name"], &first["items"][0]["classroom"]["name"]), (&json!("José Núñez; aaa"), &json!("Música")));

    // The whole file again, saved with a byte order mark this time: everybody is here.
    let again = sent(&school, CSV, format!("\u{feff}{text}")).await;
    assert_eq!((&again["encoding"], counts(&again["outcomes"]).as_str()), (&json!("UTF-8"), "here 2000"));
    let again = run(&school, &again).await;
    assert_eq!((counts(&again["results"]).as_str(), school.balance().await), ("here 2000", (2_100, 2_000, 0, 100)));
}

/// A word for each number, so that nobody is anybody's namesake.
fn word(number: usize) -> String {
    let letter = |place: u32| char::from(b'a' + u8::try_from(number / 26_usize.pow(place) % 26).unwrap());
    (0..3).map(letter).collect()
}
