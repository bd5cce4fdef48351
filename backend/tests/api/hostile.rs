//! Whatever is sent, the fault is named as the sender's: no operation answers with a 500.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, School, id};

/// What people, scripts and attackers put where something else belongs.
fn oddities() -> Vec<Value> {
    let mut odd = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(2_147_483_648_u64),
        json!(u64::MAX),
        json!([]),
        json!({}),
        json!([null]),
        json!([""]),
        json!([{}]),
        json!([[[]]]),
        json!(["00000000-0000-0000-0000-000000000000"]),
        json!([{ "domain": "\u{202e}gro.loohcs", "include_subdomains": true }]),
        json!([{ "domain": "x".repeat(250) + ".org" }]),
    ];
    let long = "💥".repeat(3_000);
    for text in [
        "",
        " ",
        "\u{feff}",
        "\u{202e}txet",
        "\r\nBcc: eve@example.com",
        "'; DROP TABLE codes; --",
        "%_\\",
        "$1",
        "00000000-0000-0000-0000-000000000000",
        "-0001-01-01",
        "0000-00-00",
        "9999-12-31",
        "+262142-12-31",
        "-262143-01-01",
        "25:99",
        "0.0.0.0/0",
        "::ffff:0:0/200",
        "\"eve\"@example.com",
        "eve@xn--a.example",
        &long,
    ] {
        odd.push(json!(text));
    }
    odd
}

/// Something that fits: the schema's own example, or the plainest value of its type.
fn plain(schema: &Value) -> Value {
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or("");
    match (kind, schema["format"].as_str().unwrap_or("")) {
        // As few as can be: this is about oddities, not about load.
        ("integer", _) => json!(1),
        _ if !schema["example"].is_null() => schema["example"].clone(),
        ("boolean", _) => json!(true),
        ("array", _) => json!([]),
        (_, "uuid") => json!("018f0000-0000-7000-8000-000000000000"),
        (_, "date") => json!("2026-09-01"),
        _ => json!("a quiet morning"),
    }
}

/// The bodies of an operation, each with one field gone odd.
fn bodies(spec: &Value, operation: &Value) -> Vec<Value> {
    let named = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str();
    let Some(name) = named.and_then(|named| named.rsplit('/').next()) else { return Vec::new() };
    let schema = &spec["components"]["schemas"][name];
    let fields = schema["properties"].as_object().unwrap();
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let base: serde_json::Map<String, Value> = required.map(|name| (name.to_owned(), plain(&fields[name]))).collect();
    let mut made = vec![json!(null), json!([]), json!("text"), json!(0)];
    for name in fields.keys() {
        for odd in oddities() {
            let mut body = base.clone();
            body.insert(name.clone(), odd);
            made.push(Value::Object(body));
        }
    }
    made
}

async fn is_not_our_fault(who: &Api, method: &Method, path: &str, body: Option<&Value>) {
    let reply = who.send(method.clone(), path, body).await;
    let shown = body.map(|body| body.to_string().chars().take(300).collect::<String>());
    assert!(reply.status.as_u16() < 500, "{method} {path} {shown:?}: {}", reply.body);
}

#[tokio::test]
async fn no_body_and_no_query_about_codes_is_our_fault() {
    no_oddity_is_our_fault(|path| path.contains("/code")).await;
}

#[tokio::test]
async fn no_other_body_and_no_query_is_our_fault() {
    no_oddity_is_our_fault(|path| !path.contains("/code") && !path.contains("/imports")).await;
}

#[tokio::test]
async fn no_body_and_no_query_about_imports_is_our_fault() {
    no_oddity_is_our_fault(|path| path.contains("/imports")).await;
}

/// Every operation at these paths, with every oddity.
async fn no_oddity_is_our_fault(chosen: fn(&str) -> bool) {
    let school = School::with_seats(20).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    let (_, member) = school.teacher("sam@hamilton.test", &[&room]).await;
    let batch = school.admin.post(&school.at("code-batches"), json!({ "count": 2 })).await.expect(201);
    let list = Some(("text/plain", "ana@example.com, ben@example.com".to_owned()));
    let import = school.admin.send_text(Method::POST, &school.at("imports"), list).await.expect(201);
    let spec = school.admin.get("/api/openapi.json").await.expect(200);
    let mut sent = 0;
    for (path, item) in spec["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            // Passwords are hashed, which takes its time; they have a test of their own.
            if path.contains("/auth/") && !path.contains("verification") || !chosen(path) {
                continue;
            }
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let who = if path.contains("/operator/") { &school.operator } else { &school.admin };
            let path = path
                .replace("{organization_id}", &school.id)
                .replace("{classroom_id}", &id(&room, "id"))
                .replace("{code_id}", &id(&code, "id"))
                .replace("{batch_id}", &id(&batch, "id"))
                .replace("{import_id}", &id(&import, "id"))
                .replace("{number}", "1")
                .replace("{staff_id}", &id(&member, "staff_id"));
            for body in bodies(&spec, operation) {
                is_not_our_fault(who, &method, &path, Some(&body)).await;
                sent += 1;
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "query") {
                for odd in oddities().iter().filter_map(Value::as_str).filter(|odd| odd.len() < 2_000) {
                    let query: String = odd.bytes().map(|byte| format!("%{byte:02x}")).collect();
                    is_not_our_fault(who, &method, &format!("{path}?{}={query}", id(parameter, "name")), None).await;
                    sent += 1;
                }
            }
        }
    }
    assert!(sent > 200, "only {sent} requests");
}

#[tokio::test]
async fn no_sign_in_is_our_fault_either() {
    let school = School::with_seats(1).await;
    let nobody = school.house.anonymous();
    for odd in oddities() {
        let text = odd.as_str().unwrap_or("x").to_owned();
        for (path, body) in [
            ("auth/login", json!({ "email": odd, "password": "a quiet morning" })),
            ("auth/password-reset", json!({ "email": odd })),
            ("auth/password-reset/lookup", json!({ "token": odd })),
            ("auth/register", json!({ "email": "new@example.com", "password": odd, "display_name": text, "code": text })),
            ("auth/register", json!({ "email": odd, "password": "short", "display_name": "New", "locale": odd })),
        ] {
            is_not_our_fault(&nobody, &Method::POST, path, Some(&body)).await;
        }
        let cookie: String = text.chars().filter(char::is_ascii_graphic).take(2_000).collect();
        is_not_our_fault(&nobody.with("cookie", &format!("homeroom_refresh={cookie}")), &Method::POST, "auth/refresh", None).await;
        is_not_our_fault(&school.house.bearer(&cookie), &Method::GET, "me", None).await;
    }
}
