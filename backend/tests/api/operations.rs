//! What an operator's tools look at, and the pages: health, metrics, request ids, the site, mail in development.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Database, House, PASSWORD, School};

#[tokio::test]
async fn it_says_that_it_is_alive_and_ready() {
    let house = House::open();
    for (path, word) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        let reply = house.anonymous().get(path).await;
        assert_eq!((reply.status.as_u16(), reply.text.as_str()), (200, word));
    }
}

#[tokio::test]
async fn without_its_schema_it_is_alive_and_not_ready() {
    let house = House::open_with(Database::empty(), |_| ());
    assert_eq!(house.anonymous().get("/healthz").await.status.as_u16(), 200);
    let reply = house.anonymous().get("/readyz").await;
    assert_eq!(reply.header("retry-after"), "5");
    reply.refused(503, "not-migrated");
}

#[tokio::test]
async fn a_database_that_goes_away_is_said_and_comes_back_by_itself() {
    let house = House::open();
    let maya = house.person("maya@example.com", false);
    maya.get("me").await.expect(200);
    // Every connection dies, as when the server restarts.
    house.count(
        "SELECT count(*) AS value FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()) killed",
    );
    maya.get("me").await.expect(200);
    house.anonymous().get("/readyz").await.expect(200);
}

#[tokio::test]
async fn metrics_are_for_the_machine_itself_and_never_through_a_proxy() {
    let house = House::open();
    let somebody = house.anonymous();
    let secret = "organizations/018f0000-0000-7000-8000-000000000000";
    somebody.get(secret).await;
    let metrics = somebody.get("/metrics").await;
    assert!(metrics.status.is_success() && metrics.header("content-type").starts_with("text/plain"));
    assert!(!metrics.text.contains("018f0000"), "routes are counted, not addresses");
    for header in ["x-forwarded-for", "forwarded"] {
        somebody.with(header, "203.0.113.9").get("/metrics").await.refused(404, "not-found");
    }
    let closed = House::open_with(Database::create(), |context| context.metrics_readers.clear());
    closed.anonymous().get("/metrics").await.refused(404, "not-found");
}

#[tokio::test]
async fn every_answer_has_an_id_of_its_own() {
    let house = House::open();
    let (one, two) = (house.anonymous().get("me").await, house.anonymous().get("/healthz").await);
    assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
    assert_eq!(one.body["request_id"], one.header("x-request-id"));
}

#[tokio::test]
async fn answers_of_the_api_are_kept_by_no_cache() {
    let school = School::with_seats(1).await;
    for reply in [school.admin.get("me").await, school.admin.get("nowhere").await] {
        assert_eq!(reply.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn the_pages_are_served_with_a_policy() {
    if !Path::new(env!("CARGO_MANIFEST_DIR")).join("../frontend/dist/join.html").exists() {
        return;
    }
    let house = House::open();
    let get = async |path: &str| house.anonymous().get(path).await;
    let (home, join, course) = (get("/").await, get("/join/MHS-PTA-2027").await, get("/courses/1").await);
    for light in [&join, &course] {
        assert_ne!(home.text, light.text, "an entry of its own");
    }
    let pages = [("/", &home), ("/join/mhs pta.2027", &join), ("/courses/1/2", &course), ("/sign-in", &home), ("/o/hamilton/codes", &home)];
    for (path, page) in pages {
        let reply = get(path).await;
        assert_eq!((reply.status.as_u16(), &reply.text), (200, &page.text), "{path}");
        assert!(reply.header("content-type").starts_with("text/html"));
        assert!(reply.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("cache-control"), "no-cache");
        assert!(reply.headers.contains_key("referrer-policy"));
    }
    let asset = join.text.split(['"', '\'']).find(|part| part.starts_with("/assets/")).expect("a script of the join page");
    assert!(get(asset).await.header("cache-control").contains("immutable"));
    for missing in ["/assets/none.js", "/none.png", "/..%2f..%2fCargo.toml", "/%2e%2e/%2e%2e/Cargo.toml"] {
        let reply = get(missing).await;
        assert!(!reply.text.contains("[workspace]"), "{missing} leads out of the site");
        assert!(reply.status.as_u16() == 404 || reply.text == home.text, "{missing}: {}", reply.status);
    }
}

#[tokio::test]
async fn the_reference_is_readable() {
    let house = House::open();
    let reply = house.anonymous().get("/api/docs").await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, "/api/docs/"));
    assert!(house.anonymous().get("/api/docs/").await.text.contains("<title>"));
}

#[tokio::test]
async fn mail_is_shown_in_development_and_nowhere_else() {
    let house = House::open();
    let body = json!({ "email": "eve@example.com", "password": PASSWORD, "display_name": "<script>alert(1)" });
    let session = house.anonymous().post("auth/register", body).await.expect(201);
    let eve = house.bearer(session["access_token"].as_str().unwrap());
    eve.post("auth/email-verification", Value::Null).await.expect(202);
    let page = house.anonymous().get("/dev/mail").await.text;
    assert!(page.contains("eve@example.com") && page.contains("&lt;script&gt;") && !page.contains("<script>"));
    let kept = house.anonymous().get("/dev/mail.json").await.expect(200)[0].clone();
    let path = format!("/dev/mail/{}", kept["id"].as_str().unwrap());
    let seen = house.anonymous().get(&path).await.text;
    assert_eq!(seen, kept["html"].as_str().unwrap());
    let digits = house.digits_for("eve@example.com").await;
    assert!(seen.contains("&lt;script&gt;alert(1)") && seen.contains(&digits) && seen.starts_with("<!doctype html><html lang=\"en\">"));
    assert!(!seen.contains("<script") && !seen.contains("<img") && !seen.contains("src="), "it needs nothing from anywhere");
    let production = House::open_with(Database::create(), |context| context.development = false);
    for path in ["/dev/mail", "/dev/mail.json", &path] {
        production.anonymous().get(path).await.refused(404, "not-found");
    }
}
