//! Domains that keep nobody out, and a code judged before it is made.

use serde_json::{Value, json};

use crate::support::{School, id, merge};

fn rule(domain: &str, include_subdomains: bool) -> Value {
    json!({ "domain": domain, "include_subdomains": include_subdomains })
}

/// The warnings without their words.
fn named(body: &Value) -> Vec<(String, String)> {
    body["warnings"].as_array().expect("warnings").iter().map(|one| (id(one, "pointer"), id(one, "code"))).collect()
}

fn at(index: usize, code: &str) -> (String, String) {
    (format!("/email_domains/{index}/domain"), code.to_owned())
}

#[tokio::test]
async fn a_domain_that_keeps_nobody_out_is_warned_of_and_not_refused() {
    let school = School::with_seats(10).await;
    for (domain, wide, code) in [
        ("gmail.com", false, Some("domain-public-mail")),
        ("@GMail.com.", false, Some("domain-public-mail")),
        ("yahoo.co.uk", false, Some("domain-public-mail")),
        ("outlook.es", true, Some("domain-public-mail")),
        ("icloud.com", false, Some("domain-public-mail")),
        ("co.uk", true, Some("domain-public-suffix")),
        ("github.io", true, Some("domain-public-suffix")),
        ("k12.ny.us", true, Some("domain-public-suffix")),
        ("k12.ny.us", false, Some("domain-public-suffix")),
        ("hamilton.k12.ny.us", true, None),
        ("hamiltonschools.org", true, None),
        ("mail.hamiltonschools.org", false, None),
    ] {
        let body = json!({ "email_domains": [rule("first.example", false), rule(domain, wide)] });
        let made = school.admin.post(&school.at("codes"), body).await.expect(201);
        let place = made["email_domains"].as_array().unwrap().iter().position(|one| one["domain"] != "first.example").unwrap();
        assert_eq!(named(&made), code.map(|code| at(place, code)).into_iter().collect::<Vec<_>>(), "{domain}");
        let shown = school.admin.get(&school.at(&format!("codes/{}", id(&made, "id")))).await.expect(200);
        assert_eq!(shown["warnings"], made["warnings"]);
    }
    let bare = school.admin.post(&school.at("codes"), json!({ "email_domains": [rule("org", true)] })).await.refused(422, "domain-invalid");
    assert_eq!(bare["errors"][0]["pointer"], "/email_domains/0/domain", "a bare top-level domain is no rule at all");
    let batch = school.admin.post(&school.at("code-batches"), json!({ "count": 2, "email_domains": [rule("gmail.com", false)] })).await;
    assert_eq!(named(&batch.expect(201)["sample"]), [at(0, "domain-public-mail")]);
}

#[tokio::test]
async fn with_subdomains_the_warning_says_who_gets_in() {
    let school = School::with_seats(1).await;
    let detail = async |wide: bool| {
        let body = json!({ "email_domains": [rule("k12.ny.us", wide)] });
        id(&school.admin.post(&school.at("codes/check"), body).await.expect(200)["warnings"][0], "detail")
    };
    assert!(detail(true).await.contains("everybody below it could join"));
    assert!(detail(false).await.contains("no address there"));
}

#[tokio::test]
async fn a_code_is_judged_without_being_made() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Held", json!({ "seat_allotment": 4 })).await;
    school.code("TAKEN", &room, json!({})).await;
    let before = school.house.count("SELECT count(*) AS value FROM codes");
    let judged = async |body: Value| school.admin.post(&school.at("codes/check"), body).await.expect(200);

    let fits = judged(json!({ "classroom_id": room["id"], "email_domains": [rule("gmail.com", false)] })).await;
    assert_eq!((&fits["errors"], named(&fits)), (&json!([]), vec![at(0, "domain-public-mail")]));
    assert_eq!(fits["exposure"], json!({ "seats": 4, "limited_by": "classroom" }));
    let capped = judged(json!({ "classroom_id": room["id"], "max_redemptions": 3, "valid_from": "2039-01-01" })).await;
    assert_eq!(capped["exposure"], json!({ "seats": 3, "limited_by": "cap" }), "once its first day has come");

    for (body, pointer, code) in [
        (json!({ "code": "taken" }), "/code", "code-taken"),
        (json!({ "valid_from": "2026-09-10", "valid_till": "2026-09-09" }), "/valid_till", "dates-reversed"),
        (json!({ "email_domains": [rule("gmail.com", false), rule("localhost", false)] }), "/email_domains/1/domain", "domain-invalid"),
        (json!({ "ip_ranges": ["school"] }), "/ip_ranges/0", "network-invalid"),
    ] {
        let refused = judged(merge(json!({ "classroom_id": room["id"] }), body.clone())).await;
        assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!(pointer), &json!(code)), "{refused}");
        assert_eq!(refused["exposure"], Value::Null);
        assert_eq!(
            named(&refused).len(),
            body["email_domains"].as_array().map_or(0, |_| 1),
            "what is said of the others is said all the same"
        );
    }
    let (teacher, _) = school.teacher("sam@hamilton.test", &[]).await;
    let theirs = teacher.post(&school.at("codes/check"), json!({ "classroom_id": room["id"] })).await.expect(200);
    assert_eq!((&theirs["errors"][0]["code"], &theirs["exposure"]), (&json!("classroom-unknown"), &Value::Null));
    assert_eq!(school.house.count("SELECT count(*) AS value FROM codes"), before);
    school.admin.post(&school.at("codes"), json!({ "code": "STILL-FREE" })).await.expect(201);
}
