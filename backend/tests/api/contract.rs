//! What holds for every operation: the specification itself, refusals, lists, versions, repeats. (That
//! each answer has the form that is promised is checked on every request of every test: support/contract.rs.)

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, House, PASSWORD, School, id};

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Every operation: method, path, description.
async fn operations(api: &Api) -> Vec<(Method, String, Value)> {
    let spec = api.get("/api/openapi.json").await.expect(200);
    let mut found = Vec::new();
    for (path, item) in spec["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            found.push((Method::from_bytes(method.to_uppercase().as_bytes()).unwrap(), path.clone(), operation.clone()));
        }
    }
    found
}

fn parameters(operation: &Value) -> BTreeSet<&str> {
    operation["parameters"].as_array().into_iter().flatten().map(|one| one["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_specification_served_is_the_one_committed() {
    let served = House::open().anonymous().get("/api/openapi.json").await;
    assert_eq!(served.header("content-type"), "application/json");
    let committed = std::fs::read_to_string(file("openapi/openapi.json")).unwrap();
    assert!(served.text == committed, "openapi/openapi.json is not what the server serves: run `make openapi` and commit it");
    assert!(served.body["openapi"].as_str().unwrap().starts_with("3.1."));
}

/// The names of all functions of the program.
fn functions(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(functions(&path));
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            found.extend(text.split("async fn ").skip(1).filter_map(|rest| rest.split('(').next()).map(str::to_owned));
        }
    }
    found
}

#[tokio::test]
async fn every_operation_says_what_a_stranger_must_know() {
    let house = House::open();
    let handlers = functions(&file("backend/src"));
    let mut ids = BTreeSet::new();
    for (_, path, operation) in operations(&house.anonymous()).await {
        let name = id(&operation, "operationId");
        assert!(ids.insert(name.clone()), "{name} is the id of two operations");
        assert!(handlers.contains(&name), "{name} is not the name of its handler");
        assert!(!operation["summary"].as_str().unwrap_or("").is_empty(), "{name} has no summary");
        assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{name} belongs to one slice");
        let security = operation["security"].as_array().unwrap_or_else(|| panic!("{name} does not say who may call it"));
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.keys().any(|status| status.starts_with('2')), "{name} never succeeds");
        let asks = |name| security.iter().any(|one: &Value| one.get(name).is_some());
        assert!(!asks("bearer") || responses.contains_key("401"), "{name} takes a token and never says that it is bad");
        for (status, response) in responses.iter().filter(|(status, _)| status.as_str() >= "4") {
            let kinds: Vec<&String> = response["content"].as_object().into_iter().flat_map(|content| content.keys()).collect();
            assert_eq!(kinds, ["application/problem+json"], "{name} refuses with {status} in another form");
        }
        let named: BTreeSet<&str> = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        assert!(parameters(&operation).is_superset(&named), "{name} does not describe all of {path}");
    }
}

#[tokio::test]
async fn what_no_handler_answers_is_refused_in_the_same_form() {
    let school = School::with_seats(1).await;
    let (admin, nobody) = (&school.admin, school.house.anonymous());
    for path in ["/api/v1/nowhere", "/api/nowhere", "/.well-known/nowhere", "organizations/no-uuid", "organizations/no-uuid/codes"] {
        admin.get(path).await.refused(404, "not-found");
    }
    for (method, path, allow) in [
        (Method::PUT, "me", "GET, PATCH"),
        (Method::DELETE, "auth/login", "POST"),
        (Method::POST, "organizations/x/codes/y", "DELETE, GET, PATCH"),
    ] {
        let reply = nobody.send(method, path, None).await;
        let allowed: BTreeSet<&str> = reply.header("allow").split(", ").filter(|name| *name != "HEAD").collect();
        assert_eq!(allowed, allow.split(", ").collect());
        reply.refused(405, "method-not-allowed");
    }
    let send = |kind, text: String| nobody.send_text(Method::POST, "auth/login", Some((kind, text)));
    send("text/plain", "{}".to_owned()).await.refused(415, "unsupported-media-type");
    send("application/json", format!("\"{}\"", "x".repeat(300_000))).await.refused(413, "too-large");
    for broken in ["", "{", r#"{"email": "a@b.org", }"#, r#"{"email": "a@b.org", "password": "x"} {}"#] {
        send("application/json", broken.to_owned()).await.refused(400, "malformed");
    }
    for list in ["codes?limit=many", "codes?classroom_id=none"] {
        admin.get(&school.at(list)).await.refused(400, "query-invalid");
    }
}

#[tokio::test]
async fn a_wrong_field_is_named_by_its_place() {
    let school = School::with_seats(1).await;
    let codes = school.at("codes");
    for (body, pointer, code) in [
        (json!({ "cod": "HEALTH" }), "/cod", "unknown-field"),
        (json!({ "organization_id": school.id }), "/organization_id", "unknown-field"),
        (json!({ "max_redemptions": "many" }), "/max_redemptions", "wrong-type"),
        (json!({ "max_redemptions": 0 }), "/max_redemptions", "cap-range"),
        (json!({ "valid_from": "2026-02-30" }), "/valid_from", "wrong-type"),
        (json!({ "email_domains": [{ "include_subdomains": true }] }), "/email_domains/0/domain", "required"),
        (
            json!({ "email_domains": [{ "domain": "a.org" }, { "domain": "a.org", "wide": true }] }),
            "/email_domains/1/wide",
            "unknown-field",
        ),
        (json!({ "channel": "pigeon" }), "/channel", "channel-unknown"),
        (json!({ "note": "x".repeat(1_001) }), "/note", "too-long"),
    ] {
        let problem = school.admin.post(&codes, body.clone()).await.refused(422, "invalid");
        assert_eq!((&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]), (&json!(pointer), &json!(code)), "{body}");
    }
    let body = json!({ "email": "ana@example.com", "password": "short", "display_name": " " });
    let problem = school.house.anonymous().post("auth/register", body).await.refused(422, "invalid");
    let pointers: BTreeSet<&str> = problem["errors"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["/display_name", "/password"].into(), "all at once, not one after the other");
    assert_eq!(school.house.count("SELECT count(*) AS value FROM codes"), 0);
}

/// Postgres keeps no NUL in text; whoever sends one is told so, and it is no fault of ours.
#[tokio::test]
async fn a_character_that_no_text_can_hold_is_refused() {
    let school = School::with_seats(1).await;
    for body in [json!({ "name": "a\0b" }), json!({ "name": "Health", "description": "\0" })] {
        school.admin.post(&school.at("classrooms"), body).await.refused(400, "malformed");
    }
    school.admin.redeem("MHS\0PTA").await.refused(400, "malformed");
    for list in ["codes?q=%00", "classrooms?kind=%00", "students?q=a%00b"] {
        school.admin.get(&school.at(list)).await.refused(400, "query-invalid");
    }
    let cursor = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, json!(["\0", school.id]).to_string());
    school.admin.get(&school.at(&format!("staff?cursor={cursor}"))).await.refused(400, "cursor-unknown");
    // The six characters of the escape, themselves escaped, are text like any other.
    assert_eq!(school.classroom(r"C:\u0000", json!({})).await["name"], r"C:\u0000");
}

#[tokio::test]
async fn head_answers_like_get_without_a_body() {
    let school = School::with_seats(1).await;
    let refused = school.house.anonymous().send(Method::HEAD, "me", None).await;
    assert_eq!((refused.status.as_u16(), refused.header("content-type"), refused.text.as_str()), (401, "application/problem+json", ""));
    let found = school.admin.send(Method::HEAD, "me", None).await;
    assert_eq!((found.status.as_u16(), found.text.as_str()), (200, ""));
}

/// The id of an import of one address.
async fn an_import(school: &School) -> String {
    let list = Some(("text/plain", "ana@example.com".to_owned()));
    id(&school.admin.send_text(Method::POST, &school.at("imports"), list).await.expect(201), "id")
}

#[tokio::test]
async fn every_list_has_an_end_and_keeps_its_limits() {
    let school = School::with_seats(1).await;
    let course = school.course("Sleep and stress").await;
    let room = school.classroom("Health", json!({ "course_ids": [course] })).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    school.house.person("ada@example.com", false).redeem("HEALTH").await.expect(201);
    let out = json!({ "kind": "remove", "students": { "everybody": true } });
    let transfer = school.admin.post(&school.at(&format!("classrooms/{}/transfers", id(&room, "id"))), out).await.expect(201);
    let import = an_import(&school).await;
    let student = id(&school.admin.all(&school.at("students")).await[0], "id");
    let last_year = school.classroom("Last year", json!({})).await;
    let room_of = json!([{ "classroom_id": last_year["id"], "action": "close", "students": { "default": "leave" } }]);
    let plan = school.admin.post(&school.at("rollovers"), json!({ "dry_run": true, "classrooms": room_of })).await.expect(200);
    let order = json!({ "dry_run": false, "mark": plan["mark"], "classrooms": room_of });
    let rollover = school.admin.post(&school.at("rollovers"), order).await.expect(201);
    let mut lists = 0;
    for (method, path, operation) in operations(&school.admin).await {
        let name = id(&operation, "operationId");
        if method != Method::GET || !name.starts_with("list_") {
            continue;
        }
        let path = path
            .replace("{organization_id}", &school.id)
            .replace("{classroom_id}", room["id"].as_str().unwrap())
            .replace("{course_id}", &course)
            .replace("{code_id}", code["id"].as_str().unwrap())
            .replace("{transfer_id}", transfer["id"].as_str().unwrap())
            .replace("{import_id}", &import)
            .replace("{student_id}", &student)
            .replace("{rollover_id}", rollover["id"].as_str().unwrap());
        let who = if path.contains("/operator/") { &school.operator } else { &school.admin };
        let page = who.get(&path).await.expect(200);
        assert!(page["items"].is_array() && page.get("next_cursor").is_some(), "{name}");
        // The courses of a classroom are 200 at most, and come at once.
        if name == "list_classroom_courses" {
            continue;
        }
        assert!(parameters(&operation).is_superset(&["limit", "cursor"].into()), "{name}");
        for limit in ["0", "-1", "201"] {
            who.get(&format!("{path}?limit={limit}")).await.refused(400, "limit-out-of-range");
        }
        who.get(&format!("{path}?cursor=nonsense")).await.refused(400, "cursor-unknown");
        who.get(&format!("{path}?limit=200")).await.expect(200);
        lists += 1;
    }
    assert!(lists > 14, "only {lists} lists");
}

#[tokio::test]
async fn a_page_goes_on_where_it_ended_whatever_is_added_meanwhile() {
    let school = School::with_seats(1).await;
    let mut made = Vec::new();
    for number in 0..5 {
        made.insert(0, id(&school.classroom(&format!("Room {number}"), json!({})).await, "id"));
    }
    let ids = |page: &Value| page["items"].as_array().unwrap().iter().map(|room| id(room, "id")).collect::<Vec<_>>();
    let first = school.admin.get(&school.at("classrooms?kind=classroom&limit=2")).await;
    let link = first.header("link").to_owned();
    let mut seen = ids(&first.body);
    school.classroom("In between", json!({})).await;
    let (next, relation) = link.split_once(">; ").unwrap();
    assert_eq!(relation, "rel=\"next\"");
    assert!(next.contains("kind=classroom") && next.contains("limit=2"), "the link keeps what was asked: {next}");
    let second = school.admin.get(next.trim_start_matches('<')).await;
    seen.extend(ids(&second.body));
    let cursor = id(&second.body, "next_cursor");
    let last = school.admin.get(&school.at(&format!("classrooms?kind=classroom&limit=2&cursor={cursor}"))).await;
    assert!(!last.headers.contains_key("link"));
    seen.extend(ids(&last.body));
    assert_eq!(seen, made, "none twice, none left out");
}

#[tokio::test]
async fn a_stale_version_is_refused_wherever_one_is_named() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    let batch = school.admin.post(&school.at("code-batches"), json!({ "count": 2 })).await.expect(201);
    let (_, member) = school.teacher("sam@hamilton.test", &[&room]).await;
    let import = an_import(&school).await;
    school.house.person("ada@example.com", false).redeem("HEALTH").await.expect(201);
    let student = id(&school.admin.all(&school.at("students")).await[0], "id");
    let note = school.admin.post(&school.at(&format!("students/{student}/notes")), json!({ "text": "Draws." })).await.expect(201);
    let stale = [school.admin.with("if-match", "\"v999\""), school.operator.with("if-match", "\"v999\"")];
    let mut tried = 0;
    for (method, path, operation) in operations(&school.admin).await {
        if !parameters(&operation).contains("If-Match") {
            continue;
        }
        let path = path
            .replace("{organization_id}", &school.id)
            .replace("{classroom_id}", room["id"].as_str().unwrap())
            .replace("{code_id}", code["id"].as_str().unwrap())
            .replace("{batch_id}", batch["id"].as_str().unwrap())
            .replace("{import_id}", &import)
            .replace("{student_id}", &student)
            .replace("{note_id}", note["id"].as_str().unwrap())
            .replace("{staff_id}", member["staff_id"].as_str().unwrap());
        let who = &stale[usize::from(path.contains("/operator/"))];
        let body = operation.get("requestBody").is_some().then(|| json!({}));
        let reply = who.send(method, &path, body.as_ref()).await;
        assert_eq!(reply.status.as_u16(), 412, "{} takes If-Match and does not heed it", operation["operationId"]);
        reply.refused(412, "stale");
        tried += 1;
    }
    assert!(tried >= 7, "only {tried} operations take If-Match");
}

/// A key that is none is refused only by who reads keys; so whoever refuses it remembers answers.
#[tokio::test]
async fn every_post_that_creates_or_redeems_remembers_its_key() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    let key = "x".repeat(201);
    let (admin, operator) = (school.admin.with("idempotency-key", &key), school.operator.with("idempotency-key", &key));
    let import = an_import(&school).await;
    let mut keyed = BTreeSet::new();
    for (method, path, operation) in operations(&school.admin).await {
        if method != Method::POST {
            continue;
        }
        let name = id(&operation, "operationId");
        if !parameters(&operation).contains("Idempotency-Key") {
            assert!(operation["responses"].get("201").is_none(), "{name} creates");
            continue;
        }
        let path = path
            .replace("{organization_id}", &school.id)
            .replace("{classroom_id}", room["id"].as_str().unwrap())
            .replace("{code_id}", code["id"].as_str().unwrap())
            .replace("{import_id}", &import)
            .replace("{course_id}", &school.id)
            .replace("{student_id}", &school.id);
        let who = if path.contains("/operator/") { &operator } else { &admin };
        let reply = who.post(&path, json!({})).await;
        assert_eq!(
            reply.body["code"], "idempotency-key-invalid",
            "{name} says that it takes a key and does not look at it: {}",
            reply.body
        );
        keyed.insert(name);
    }
    for name in ["redeem_code", "register", "approve_redemptions", "create_classroom", "create_code", "add_staff", "grant_license"] {
        assert!(keyed.contains(name), "{name} is not among {keyed:?}");
    }
}

#[tokio::test]
async fn what_is_read_with_a_version_is_edited_by_version() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    let mut versioned = 0;
    for (method, path, operation) in operations(&school.admin).await {
        if method != Method::PATCH && method != Method::DELETE {
            continue;
        }
        let filled = path
            .replace("{organization_id}", &school.id)
            .replace("{classroom_id}", room["id"].as_str().unwrap())
            .replace("{code_id}", code["id"].as_str().unwrap());
        let who = if path.contains("/operator/") { &school.operator } else { &school.admin };
        let shown = who.get(&filled).await;
        if shown.status.is_success() && shown.headers.contains_key("etag") {
            assert!(parameters(&operation).contains("If-Match"), "{} overwrites what others changed", operation["operationId"]);
            versioned += 1;
        }
    }
    assert!(versioned >= 5, "only {versioned} operations edit what has a version");
}

#[tokio::test]
async fn a_version_changes_with_every_edit_and_only_then() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    let (_, member) = school.teacher("sam@hamilton.test", &[&room]).await;
    for (path, change) in [
        (format!("organizations/{}", school.id), json!({ "name": "Hamilton" })),
        (school.at(&format!("classrooms/{}", id(&room, "id"))), json!({ "name": "Health Two" })),
        (school.at(&format!("codes/{}", id(&code, "id"))), json!({ "note": "for parents" })),
        (school.at(&format!("staff/{}", id(&member, "staff_id"))), json!({ "title": "Counselor" })),
    ] {
        let first = school.admin.patch(&path, json!({})).await;
        let version = first.header("etag").to_owned();
        // A redemption is no edit: who looks at a code while students come in can still save.
        school.house.person(&format!("{}@example.com", uuid::Uuid::now_v7().simple()), false).redeem("HEALTH").await;
        let second = school.admin.with("if-match", &version).patch(&path, change.clone()).await;
        let newer = second.header("etag").to_owned();
        second.expect(200);
        assert_ne!(version, newer, "{path}");
        school.admin.with("if-match", &version).patch(&path, change.clone()).await.refused(412, "stale");
        school.admin.with("if-match", &format!("{version}, {newer}")).patch(&path, change.clone()).await.expect(200);
        school.admin.with("if-match", "*").patch(&path, change).await.expect(200);
        if !path.contains("/staff/") {
            let (shown, again) = (school.admin.get(&path).await, school.admin.get(&path).await);
            assert_eq!(shown.header("etag"), again.header("etag"), "reading changes nothing");
        }
    }
}

#[tokio::test]
async fn of_two_edits_of_the_same_version_one_wins() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    for (path, field) in [
        (format!("organizations/{}", school.id), "name"),
        (school.at(&format!("classrooms/{}", id(&room, "id"))), "name"),
        (school.at(&format!("codes/{}", id(&code, "id"))), "note"),
    ] {
        let version = school.admin.get(&path).await.header("etag").to_owned();
        let edits = (0..6).map(|number| {
            let (admin, path) = (school.admin.with("if-match", &version), path.clone());
            let change = json!({ field: format!("Changed by {number}") });
            tokio::spawn(async move { admin.patch(&path, change).await.status.as_u16() })
        });
        let mut done = Vec::new();
        for edit in edits.collect::<Vec<_>>() {
            done.push(edit.await.unwrap());
        }
        done.sort_unstable();
        assert_eq!(done, [200, 412, 412, 412, 412, 412], "{path}");
    }
}

#[tokio::test]
async fn in_a_patch_null_clears_and_absence_keeps() {
    let school = School::with_seats(10).await;
    let extra = json!({ "channel": "flyer", "school_year": "2026-27", "seat_allotment": 4, "starts_on": "2026-09-01" });
    let room = school.classroom("Health", extra).await;
    let path = school.at(&format!("classrooms/{}", id(&room, "id")));
    let kept = school.admin.patch(&path, json!({ "name": "Health Two" })).await.expect(200);
    assert_eq!((&kept["channel"], &kept["seats"]["allotment"], &kept["starts_on"]), (&json!("flyer"), &json!(4), &json!("2026-09-01")));
    let merge = |body: Value| ("application/merge-patch+json", body.to_string());
    let nulls = json!({ "channel": null, "school_year": null, "seat_allotment": null, "starts_on": null });
    let cleared = school.admin.send_text(Method::PATCH, &path, Some(merge(nulls))).await.expect(200);
    for name in ["channel", "school_year", "starts_on"] {
        assert_eq!(cleared[name], Value::Null, "{name}");
    }
    assert_eq!((&cleared["seats"]["allotment"], &cleared["name"]), (&Value::Null, &json!("Health Two")));
    let problem = school.admin.patch(&path, json!({ "name": null })).await.refused(422, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/name");

    let rules = json!({ "max_redemptions": 5, "valid_till": "2027-06-30", "email_domains": [{ "domain": "a.org" }] });
    let code = school.code("HEALTH", &room, rules).await;
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    let kept = school.admin.patch(&path, json!({ "enabled": false })).await.expect(200);
    assert_eq!((&kept["max_redemptions"], &kept["valid_till"], &kept["enabled"]), (&json!(5), &json!("2027-06-30"), &json!(false)));
    let cleared = school.admin.patch(&path, json!({ "max_redemptions": null, "valid_till": null })).await.expect(200);
    assert_eq!((&cleared["max_redemptions"], &cleared["valid_till"]), (&Value::Null, &Value::Null));
    assert_eq!(cleared["email_domains"][0]["domain"], "a.org");

    let path = format!("organizations/{}", school.id);
    school.admin.patch(&path, json!({ "contact_email": "office@hamilton.test" })).await.expect(200);
    assert_eq!(school.admin.patch(&path, json!({ "name": "H" })).await.expect(200)["contact_email"], "office@hamilton.test");
    assert_eq!(school.admin.patch(&path, json!({ "contact_email": null })).await.expect(200)["contact_email"], Value::Null);
}

#[tokio::test]
async fn the_same_key_gives_the_first_answer_again() {
    let school = School::with_seats(10).await;
    let admin = school.admin.with("idempotency-key", "make-health");
    let body = json!({ "name": "Health" });
    let first = admin.post(&school.at("classrooms"), body.clone()).await;
    let again = admin.post(&school.at("classrooms"), body.clone()).await;
    assert_eq!((again.status, &again.text, again.header("etag")), (first.status, &first.text, first.header("etag")));
    admin.post(&school.at("classrooms"), json!({ "name": "Art" })).await.refused(422, "idempotency-key-reused");
    admin.post(&school.at("codes"), json!({})).await.refused(422, "idempotency-key-reused");
    assert_eq!(school.house.count("SELECT count(*) AS value FROM classrooms"), 1);
    // A key belongs to an account: somebody else's answer is not mine to read.
    let second = school.house.person("second@hamilton.test", false);
    school.admin.post(&school.at("staff"), json!({ "email": "second@hamilton.test", "role": "admin" })).await.expect(201);
    let theirs = second.with("idempotency-key", "make-health").post(&school.at("classrooms"), body.clone()).await.expect(201);
    assert_ne!(theirs["id"], first.body["id"]);
    for bad in [String::new(), "x".repeat(201)] {
        school
            .admin
            .with("idempotency-key", &bad)
            .post(&school.at("classrooms"), body.clone())
            .await
            .refused(400, "idempotency-key-invalid");
    }
}

#[tokio::test]
async fn a_first_answer_is_kept_for_a_day() {
    let school = School::with_seats(10).await;
    let body = json!({ "name": "Health" });
    let first = school.admin.with("idempotency-key", "k").post(&school.at("classrooms"), body.clone()).await.expect(201);
    for (hours, same) in [(23, true), (2, false)] {
        school.house.clock.advance(TimeDelta::hours(hours));
        let session = json!({ "email": "admin@hamilton.test", "password": PASSWORD });
        let session = school.house.anonymous().post("auth/login", session).await.expect(200);
        let admin = school.house.bearer(session["access_token"].as_str().unwrap()).with("idempotency-key", "k");
        let again = admin.post(&school.at("classrooms"), body.clone()).await.expect(201);
        assert_eq!(again["id"] == first["id"], same, "{hours} hours later");
    }
}

#[tokio::test]
async fn duplicates_at_once_create_one() {
    let school = School::with_seats(10).await;
    let path = school.at("classrooms");
    let tries = (0..16).map(|_| {
        let (admin, path) = (school.admin.with("idempotency-key", "once"), path.clone());
        tokio::spawn(async move { admin.post(&path, json!({ "name": "Health", "seat_allotment": 1 })).await })
    });
    let mut answers = BTreeSet::new();
    for task in tries.collect::<Vec<_>>() {
        let reply = task.await.unwrap();
        match reply.status.as_u16() {
            201 => drop(answers.insert(reply.text)),
            _ => {
                assert_eq!(reply.header("retry-after"), "1");
                reply.refused(409, "request-in-progress");
            }
        }
    }
    assert_eq!(answers.len(), 1);
    assert_eq!(school.house.count("SELECT count(*) AS value FROM classrooms"), 1);
    assert_eq!(school.balance().await, (10, 0, 1, 9));
}

#[tokio::test]
async fn a_refusal_is_not_kept_under_a_key() {
    let school = School::with_seats(1).await;
    let admin = school.admin.with("idempotency-key", "try-again");
    let body = json!({ "name": "Big", "seat_allotment": 5 });
    admin.post(&school.at("classrooms"), body.clone()).await.refused(409, "seats-not-enough");
    school.house.license(&school.operator, &school.id, 10).await;
    admin.post(&school.at("classrooms"), body).await.expect(201);
}

#[tokio::test]
async fn a_redemption_repeated_under_its_key_reads_the_same() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    let maya = school.house.person("maya@example.com", false).with("idempotency-key", "typed-once");
    let first = maya.redeem("HEALTH").await;
    let again = maya.redeem("HEALTH").await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201));
    assert_eq!(first.text, again.text);
    assert_eq!(again.body["status"], "redeemed", "not already_redeemed: it is the first answer");
    assert_eq!(school.balance().await, (1, 1, 0, 0));
}
