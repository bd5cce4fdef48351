//! Finding students while somebody types: what fits, what filters leave, whom a teacher finds.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

use crate::support::{School, id};

/// Students of every school there is, behind the scenes: name and address.
fn lay(school: &School, organization: &str, people: &[(&str, &str)]) {
    let mut conn = school.house.database();
    for (name, address) in people {
        let person = format!(
            "WITH person AS (INSERT INTO accounts (id, email, email_key, display_name) VALUES (new_id(), '{address}', lower('{address}'), '{}') RETURNING id)
             SELECT id FROM person",
            name.replace('\'', "''")
        );
        conn.batch_execute(&person).unwrap();
        let student = format!(
            "INSERT INTO students (id, organization_id, account_id, registered_at)
             SELECT new_id(), '{organization}', id, clock_timestamp() FROM accounts WHERE email = '{address}'"
        );
        conn.batch_execute(&student).unwrap();
    }
}

fn names(items: &[Value]) -> Vec<String> {
    items.iter().map(|one| id(one, "display_name")).collect()
}

async fn found(school: &School, query: &str) -> Vec<String> {
    names(&school.admin.all(&school.at(&format!("students?sort=display_name&{query}"))).await)
}

#[tokio::test]
async fn a_student_is_found_by_the_beginnings_of_words_however_they_are_spelled() {
    let school = School::with_seats(5).await;
    let (other, _) = school.house.organization(&school.operator, "adams", "UTC").await;
    lay(&school, &other, &[("José Otherwise", "jose@adams.test")]);
    lay(
        &school,
        &school.id,
        &[
            ("José García-López", "jose.garcia@hamilton.test"),
            ("Sinéad O'Brien", "sobrien@hamilton.test"),
            ("Łukasz Groß", "lukasz@example.com"),
            ("王小明", "ming@example.com"),
            ("Иван Петров", "ivan@example.com"),
            ("Ann", "ann_lee+math@example.com"),
        ],
    );
    for (typed, expected) in [
        ("j", vec!["José García-López"]),
        ("jo", vec!["José García-López"]),
        ("JOSE", vec!["José García-López"]),
        ("José", vec!["José García-López"]),
        ("lopez jos", vec!["José García-López"]),
        ("garcia-lo", vec!["José García-López"]),
        ("  gar   hamil ", vec!["José García-López"]),
        ("jose.garcia@hamilton.test", vec!["José García-López"]),
        ("jose.garcia@hamilton.org", vec![]),
        ("jose smith", vec![]),
        ("obrien", vec!["Sinéad O'Brien"]),
        ("o'brien", vec!["Sinéad O'Brien"]),
        ("o’bri", vec!["Sinéad O'Brien"]),
        ("brien", vec!["Sinéad O'Brien"]),
        ("lukas gross", vec!["Łukasz Groß"]),
        ("groß", vec!["Łukasz Groß"]),
        ("小明", vec!["王小明"]),
        ("иван", vec!["Иван Петров"]),
        ("ПЕТР", vec!["Иван Петров"]),
        ("lee", vec!["Ann"]),
        ("math", vec!["Ann"]),
        ("hamilton", vec!["José García-López", "Sinéad O'Brien"]),
        ("otherwise", vec![]),
        ("%", vec![]),
        ("' & | ! :* \\ <->", vec![]),
    ] {
        let typed = serde_urlencoded(typed);
        assert_eq!(found(&school, &format!("q={typed}")).await, expected, "{typed}");
    }
    assert_eq!(found(&school, "q=").await.len(), 6, "nothing typed is no condition");
    let long = serde_urlencoded(&"jose ".repeat(60));
    assert_eq!(found(&school, &format!("q={long}")).await, ["José García-López"]);
}

fn serde_urlencoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn who_is_renamed_is_found_by_the_new_name() {
    let school = School::with_seats(5).await;
    school.admin.post(&school.at("codes"), json!({ "code": "EVERYBODY" })).await.expect(201);
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("EVERYBODY").await.expect(201);
    assert_eq!(found(&school, "q=maya").await, ["maya"]);
    maya.patch("me", json!({ "display_name": "Zoë Chen" })).await.expect(200);
    assert_eq!(found(&school, "q=che+zoe").await, ["Zoë Chen"]);
    assert_eq!(found(&school, "q=maya").await, ["Zoë Chen"], "by the address, still");
    assert_eq!(found(&school, "q=maya+chen").await, ["Zoë Chen"]);
}

#[tokio::test]
async fn filters_leave_whom_all_of_them_fit() {
    let school = School::with_seats(9).await;
    let (health, art) = (school.classroom("Health", json!({})).await, school.classroom("Art", json!({})).await);
    let code = school.code("HEALTH", &health, json!({})).await;
    let art_code = school.code("ART-1", &art, json!({})).await;
    school.admin.post(&school.at("codes"), json!({ "code": "EVERYBODY" })).await.expect(201);
    let maya = school.house.person("maya@example.com", false);
    let liam = school.house.unverified("liam@example.com");
    let zoe = school.house.person("zoe@example.com", false);
    maya.redeem("HEALTH").await.expect(201);
    maya.redeem("ART-1").await.expect(201);
    liam.redeem("HEALTH").await.expect(201);
    zoe.redeem("EVERYBODY").await.expect(201);
    maya.delete(&format!("me/classrooms/{}", id(&art, "id"))).await.expect(204);
    let (health_id, art_id) = (id(&health, "id"), id(&art, "id"));
    for (query, expected) in [
        (format!("classroom_id={health_id}"), vec!["liam", "maya"]),
        (format!("classroom_id={art_id}"), vec![]),
        (format!("classroom_id={health_id}&q=may"), vec!["maya"]),
        (format!("classroom_id={health_id}&email_verified=false"), vec!["liam"]),
        ("email_verified=true".to_owned(), vec!["maya", "zoe"]),
        ("without_classroom=true".to_owned(), vec!["zoe"]),
        ("without_classroom=false".to_owned(), vec!["liam", "maya"]),
        (format!("code_id={}", id(&code, "id")), vec!["liam", "maya"]),
        (format!("code_id={}", id(&art_code, "id")), vec!["maya"]),
        (format!("code_id={}&classroom_id={art_id}", id(&art_code, "id")), vec![]),
        ("registered_since=2020-01-01&q=example".to_owned(), vec!["liam", "maya", "zoe"]),
        ("registered_since=2100-01-01".to_owned(), vec![]),
    ] {
        assert_eq!(found(&school, &query).await, expected, "{query}");
    }
    // A deleted classroom is none.
    school.admin.delete(&school.at(&format!("classrooms/{health_id}"))).await.expect(204);
    assert_eq!(found(&school, "without_classroom=true").await, ["liam", "maya", "zoe"]);
    school.admin.get(&school.at("students?sort=email")).await.refused(400, "sort-unknown");
    school.admin.get(&school.at("students?registered_since=-262143-01-01")).await.refused(400, "query-invalid");
    school.admin.get(&school.at("students?without_classroom=maybe")).await.refused(400, "query-invalid");
}

#[tokio::test]
async fn a_teacher_finds_the_students_of_their_classrooms_alone() {
    let school = School::with_seats(9).await;
    let (health, art) = (school.classroom("Health", json!({})).await, school.classroom("Art", json!({})).await);
    school.code("HEALTH", &health, json!({})).await;
    let art_code = school.code("ART-1", &art, json!({})).await;
    let (teacher, member) = school.teacher("ana@hamilton.test", &[&health]).await;
    for (address, codes) in [("maya@example.com", ["HEALTH", "ART-1"].as_slice()), ("liam@example.com", &["ART-1"])] {
        let person = school.house.person(address, false);
        for code in codes {
            person.redeem(code).await.expect(201);
        }
    }
    let (health_id, art_id) = (id(&health, "id"), id(&art, "id"));
    let list = |query: &str| school.at(&format!("students?{query}"));
    for (query, expected) in [
        (String::new(), vec!["maya"]),
        ("q=example".to_owned(), vec!["maya"]),
        ("q=liam".to_owned(), vec![]),
        (format!("classroom_id={health_id}&sort=display_name"), vec!["maya"]),
        ("without_classroom=true".to_owned(), vec![]),
        // That she used a code of another classroom is not the teacher's to know.
        (format!("code_id={}", id(&art_code, "id")), vec![]),
    ] {
        assert_eq!(names(&teacher.all(&list(&query)).await), expected, "{query}");
    }
    teacher.get(&list(&format!("classroom_id={art_id}"))).await.refused(404, "not-found");
    let seat = school.at(&format!("classrooms/{health_id}/staff/{}", id(&member, "staff_id")));
    school.admin.delete(&seat).await.expect(204);
    assert!(teacher.all(&list("q=maya")).await.is_empty(), "reach ends with the assignment");
}

/// 2,600 students are more than are sorted: the list is walked instead, and must tell the same.
#[tokio::test]
async fn a_search_that_fits_thousands_pages_through_all_of_them_once() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Assembly", json!({})).await;
    let crowd = format!(
        "WITH person AS (
             INSERT INTO accounts (id, email, email_key, display_name, email_verified_at)
             SELECT gen_random_uuid(), 's' || n || '@example.com', 's' || n || '@example.com',
                    CASE WHEN n % 5 = 0 THEN 'Ánna ' ELSE 'bob ' END || n % 40, CASE WHEN n % 2 = 0 THEN now() END
             FROM generate_series(1, 2600) n RETURNING id
         ) SELECT count(*) FROM person;
         INSERT INTO students (id, organization_id, account_id, registered_at)
         SELECT gen_random_uuid(), '{}', id, '2026-09-01Z' FROM accounts WHERE email LIKE 's%@example.com';
         INSERT INTO memberships (id, organization_id, classroom_id, student_id, joined_at, joined_by)
         SELECT gen_random_uuid(), organization_id, '{}', id, registered_at, 'staff' FROM students",
        school.id,
        id(&room, "id")
    );
    school.house.database().batch_execute(&crowd).unwrap();
    let (teacher, _) = school.teacher("ana@hamilton.test", &[&room]).await;
    for (query, expected) in [
        ("q=example", 2_600),
        ("q=ann", 520),
        ("q=b", 2_080),
        ("q=b+3&email_verified=true", 260),
        ("email_verified=false", 1_300),
        (&*format!("classroom_id={}", id(&room, "id")), 2_600),
    ] {
        for sort in ["registered_at", "display_name"] {
            for who in if expected == 2_600 { vec![&school.admin, &teacher] } else { vec![&school.admin] } {
                let all = who.all(&school.at(&format!("students?limit=200&sort={sort}&{query}"))).await;
                assert_eq!(all.iter().map(|one| id(one, "id")).collect::<BTreeSet<_>>().len(), expected, "{query} by {sort}");
                assert_eq!(all.len(), expected, "nobody twice");
                if sort == "display_name" {
                    let names: Vec<String> = names(&all).iter().map(|name| name.to_lowercase().replace('á', "a")).collect();
                    assert!(names.is_sorted(), "{query}");
                }
            }
        }
    }
}
