//! Notes about students: who reads them, who changes them.

use serde_json::{Value, json};

use crate::support::{PASSWORD, School, id};

fn texts(notes: &[Value]) -> Vec<(&str, bool)> {
    notes.iter().map(|note| (note["text"].as_str().unwrap(), note["may_change"].as_bool().unwrap())).collect()
}

#[tokio::test]
async fn staff_write_notes_that_the_student_never_sees() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    let (teacher, member) = school.teacher("ana@hamilton.test", &[&room]).await;
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("HEALTH").await.expect(201);
    let student = id(&school.admin.all(&school.at("students")).await[0], "id");
    let notes = school.at(&format!("students/{student}/notes"));
    let one = |note: &Value| format!("{notes}/{}", id(note, "id"));

    let hers = teacher.with("Idempotency-Key", "once").post(&notes, json!({ "text": "  Likes to draw. " })).await;
    let etag = hers.header("etag").to_owned();
    let hers = hers.expect(201);
    assert_eq!((&hers["text"], &hers["author"]), (&json!("Likes to draw."), &json!("ana")));
    teacher.with("Idempotency-Key", "once").post(&notes, json!({ "text": "  Likes to draw. " })).await.expect(201);
    let the_admins = school.admin.post(&notes, json!({ "text": "Moved here in May." })).await.expect(201);
    assert_eq!(texts(&teacher.all(&format!("{notes}?limit=1")).await), [("Moved here in May.", false), ("Likes to draw.", true)]);
    assert_eq!(texts(&school.admin.all(&notes).await), [("Moved here in May.", true), ("Likes to draw.", true)]);

    teacher.patch(&one(&the_admins), json!({ "text": "No." })).await.refused(403, "note-of-another");
    teacher.delete(&one(&the_admins)).await.refused(403, "note-of-another");
    teacher.patch(&one(&hers), json!({ "text": "Draws." })).await.expect(200);
    teacher.with("If-Match", &etag).patch(&one(&hers), json!({ "text": "Old." })).await.refused(412, "stale");
    school.admin.patch(&one(&hers), json!({ "text": "Draws well." })).await.expect(200);
    teacher.delete(&one(&hers)).await.expect(204);
    teacher.delete(&one(&hers)).await.refused(404, "not-found");
    for text in ["", "   ", &"a".repeat(2001)] {
        assert_eq!(teacher.post(&notes, json!({ "text": text })).await.status, 422, "{text}");
    }

    // Not on a screen; in the copy of what is kept about her.
    let copy = maya.post("me/export", json!({ "password": PASSWORD })).await.expect(200);
    let told = copy["sections"].as_array().unwrap().iter().find(|section| section["name"] == "notes").unwrap();
    assert_eq!(told["rows"][0]["text"], "Moved here in May.");
    maya.get(&notes).await.refused(403, "role-required");
    maya.post(&notes, json!({ "text": "Me too." })).await.refused(403, "role-required");
    let seat = school.at(&format!("classrooms/{}/staff/{}", id(&room, "id"), id(&member, "staff_id")));
    school.admin.delete(&seat).await.expect(204);
    teacher.get(&notes).await.refused(404, "not-found");
}
