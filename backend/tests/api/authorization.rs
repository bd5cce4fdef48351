//! Who may do what: every operation of the specification, with every role. An operation without a row
//! fails, and so does a row without an operation.

use std::collections::{BTreeMap, BTreeSet};

use homeroom::shared::sql::sql;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Api, PASSWORD, Reply, School, id};

/// Who asks. A teacher asks twice: about a classroom assigned to them, and about one that is not.
const ROLES: [&str; 8] =
    ["anonymous", "stranger", "student", "teacher", "teacher elsewhere", "admin", "admin of another school", "operator"];

/// What they are told: 401, 403, 404, or 0 for anything else, which is to say that they may.
type Verdicts = [u16; 8];

const PUBLIC: Verdicts = [0, 0, 0, 0, 0, 0, 0, 0];
/// Only the refresh cookie counts, and nobody here sends one.
const BY_COOKIE: Verdicts = [401, 401, 401, 401, 401, 401, 401, 401];
/// Only a card counts, and nobody here has one.
const BY_CARD: Verdicts = BY_COOKIE;
const SIGNED_IN: Verdicts = [401, 0, 0, 0, 0, 0, 0, 0];
/// The object in the path is the student's own.
const THE_STUDENTS_OWN: Verdicts = [401, 404, 0, 404, 404, 404, 404, 404];
const STAFF: Verdicts = [401, 404, 403, 0, 0, 0, 404, 404];
/// Staff too, within the classrooms assigned to them.
const IN_CLASSROOM: Verdicts = [401, 404, 403, 0, 404, 0, 404, 404];
const ADMIN: Verdicts = [401, 404, 403, 403, 403, 0, 404, 404];
/// Staff of the classroom too; and nobody in this test is held up by a quiz, which is said as if they were not there.
const EXTRA_ATTEMPT: Verdicts = [401, 404, 403, 404, 404, 404, 404, 404];
const OPERATOR: Verdicts = [401, 403, 403, 403, 403, 403, 403, 0];

const TABLE: &[(&str, Verdicts)] = &[
    ("show_course_progress", IN_CLASSROOM),
    ("list_course_students", IN_CLASSROOM),
    ("export_course_progress", IN_CLASSROOM),
    ("list_missed_questions", IN_CLASSROOM),
    ("plan_nudges", IN_CLASSROOM),
    ("nudge_students", IN_CLASSROOM),
    ("list_extra_attempts", IN_CLASSROOM),
    ("give_extra_attempt", EXTRA_ATTEMPT),
    ("show_certificate", PUBLIC),
    ("show_course_file", PUBLIC),
    ("list_my_courses", SIGNED_IN),
    ("show_my_course", THE_STUDENTS_OWN),
    ("open_my_lesson", THE_STUDENTS_OWN),
    ("report_my_progress", THE_STUDENTS_OWN),
    ("answer_my_quiz", THE_STUDENTS_OWN),
    ("show_public_keys", PUBLIC),
    ("register", PUBLIC),
    ("sign_in", PUBLIC),
    ("sign_in_with_card", BY_CARD),
    ("sign_out", PUBLIC),
    ("refresh_session", BY_COOKIE),
    ("request_password_reset", PUBLIC),
    ("look_up_password_link", PUBLIC),
    ("set_password", PUBLIC),
    ("look_up_code", PUBLIC),
    ("request_email_verification", SIGNED_IN),
    ("confirm_email", SIGNED_IN),
    ("show_me", SIGNED_IN),
    ("change_me", SIGNED_IN),
    ("list_my_sessions", SIGNED_IN),
    ("end_my_other_sessions", SIGNED_IN),
    ("end_my_session", THE_STUDENTS_OWN),
    ("change_my_password", SIGNED_IN),
    ("list_my_changes", SIGNED_IN),
    ("show_my_address_change", SIGNED_IN),
    ("change_my_address", SIGNED_IN),
    ("confirm_my_address", SIGNED_IN),
    ("take_back_address", PUBLIC),
    // Only the token of half a session counts, and nobody here has one.
    ("give_second_factor", BY_COOKIE),
    ("show_my_second_factor", SIGNED_IN),
    ("begin_second_factor", SIGNED_IN),
    ("confirm_second_factor", SIGNED_IN),
    ("renew_recovery_codes", SIGNED_IN),
    ("turn_off_second_factor", SIGNED_IN),
    ("export_my_data", SIGNED_IN),
    ("show_my_deletion", SIGNED_IN),
    ("list_departures", ADMIN),
    ("show_student_deletion", ADMIN),
    ("delete_student", ADMIN),
    ("keep_student", ADMIN),
    ("export_student", ADMIN),
    ("delete_my_account", SIGNED_IN),
    ("keep_my_account", SIGNED_IN),
    ("list_my_organizations", SIGNED_IN),
    ("list_my_classrooms", SIGNED_IN),
    ("leave_my_classroom", THE_STUDENTS_OWN),
    ("list_my_enrollments", SIGNED_IN),
    ("list_my_redemptions", SIGNED_IN),
    ("redeem_code", SIGNED_IN),
    ("show_organization", STAFF),
    ("change_organization", ADMIN),
    ("list_staff", ADMIN),
    ("add_staff", ADMIN),
    ("change_staff", ADMIN),
    ("remove_staff", ADMIN),
    ("reset_staff_second_factor", ADMIN),
    ("show_seats", ADMIN),
    ("list_seat_ledger", ADMIN),
    ("prove_seats", ADMIN),
    ("show_overview", STAFF),
    ("list_courses", STAFF),
    ("show_course", STAFF),
    ("offer_course_to_everyone", ADMIN),
    ("stop_offering_course", ADMIN),
    ("list_classrooms", STAFF),
    ("create_classroom", ADMIN),
    ("show_classroom", IN_CLASSROOM),
    ("change_classroom", ADMIN),
    ("delete_classroom", ADMIN),
    ("restore_classroom", ADMIN),
    ("list_classroom_staff", IN_CLASSROOM),
    ("assign_classroom_staff", ADMIN),
    ("unassign_classroom_staff", ADMIN),
    ("list_classroom_courses", IN_CLASSROOM),
    ("add_classroom_course", IN_CLASSROOM),
    ("change_classroom_course", IN_CLASSROOM),
    ("order_classroom_courses", IN_CLASSROOM),
    ("remove_classroom_course", IN_CLASSROOM),
    ("list_members", IN_CLASSROOM),
    ("list_blocks", IN_CLASSROOM),
    ("add_member", IN_CLASSROOM),
    ("remove_member", IN_CLASSROOM),
    ("block_member", IN_CLASSROOM),
    ("unblock_member", IN_CLASSROOM),
    ("list_classroom_transfers", IN_CLASSROOM),
    ("transfer_members", IN_CLASSROOM),
    ("show_transfer", IN_CLASSROOM),
    ("list_transferred_students", IN_CLASSROOM),
    ("undo_transfer", IN_CLASSROOM),
    ("list_rollovers", ADMIN),
    ("roll_over", ADMIN),
    ("show_rollover", ADMIN),
    ("list_rolled_classrooms", ADMIN),
    ("list_rolled_students", ADMIN),
    ("undo_rollover", ADMIN),
    ("list_stays", IN_CLASSROOM),
    ("show_cohort", IN_CLASSROOM),
    ("reconstitute_classroom", ADMIN),
    ("list_student_notes", IN_CLASSROOM),
    ("write_student_note", IN_CLASSROOM),
    ("change_student_note", IN_CLASSROOM),
    ("delete_student_note", IN_CLASSROOM),
    ("list_duplicates", ADMIN),
    ("dismiss_duplicate", ADMIN),
    ("preview_merge", ADMIN),
    ("list_student_merges", ADMIN),
    ("merge_students", ADMIN),
    ("undo_merge", ADMIN),
    ("list_students", STAFF),
    ("show_student", IN_CLASSROOM),
    // The classroom is in the body or the query: see adding_students.
    ("add_student", STAFF),
    ("show_room", STAFF),
    ("suggest_username", STAFF),
    ("list_sign_in_cards", STAFF),
    // The students are in the body: out of reach they are a wrong field.
    ("make_sign_in_cards", STAFF),
    ("revoke_sign_in_card", IN_CLASSROOM),
    ("reset_student_password", IN_CLASSROOM),
    ("list_codes", STAFF),
    // The classroom is in the body here, where one out of reach is a wrong field: see below.
    ("create_code", STAFF),
    ("show_code", IN_CLASSROOM),
    ("show_code_exposure", IN_CLASSROOM),
    ("change_code", IN_CLASSROOM),
    ("delete_code", IN_CLASSROOM),
    ("list_code_redemptions", IN_CLASSROOM),
    ("check_code", STAFF),
    ("list_code_batches", STAFF),
    ("create_code_batch", STAFF),
    ("show_code_batch", IN_CLASSROOM),
    ("change_code_batch", IN_CLASSROOM),
    ("delete_code_batch", IN_CLASSROOM),
    ("export_code_batch", IN_CLASSROOM),
    ("rotate_code", IN_CLASSROOM),
    ("list_code_history", IN_CLASSROOM),
    // Whom they reach is a filter here: see code_rules.
    ("list_alerts", STAFF),
    ("resume_code", IN_CLASSROOM),
    ("keep_code_off", IN_CLASSROOM),
    ("show_leak_guard", ADMIN),
    ("change_leak_guard", ADMIN),
    ("rehearse_leak_guard", ADMIN),
    ("list_approvals", STAFF),
    ("approve_redemptions", STAFF),
    ("decline_redemptions", STAFF),
    // Here too: see refusal_desk.
    ("list_refusals", STAFF),
    ("settle_refusals", STAFF),
    ("settle_refusal", IN_CLASSROOM),
    // A teacher sees their own imports: the other one is an admin's.
    ("list_imports", STAFF),
    ("create_import", STAFF),
    ("show_import", IN_CLASSROOM),
    ("preview_import", IN_CLASSROOM),
    ("change_import", IN_CLASSROOM),
    ("decide_import", IN_CLASSROOM),
    ("run_import", IN_CLASSROOM),
    ("cancel_import", IN_CLASSROOM),
    ("delete_import", IN_CLASSROOM),
    ("list_import_rows", IN_CLASSROOM),
    ("change_import_row", IN_CLASSROOM),
    ("export_import", IN_CLASSROOM),
    ("list_my_refusals", SIGNED_IN),
    ("tell_my_teacher", SIGNED_IN),
    // Here too: see invitations.
    ("list_invitations", STAFF),
    ("show_invitation_figures", STAFF),
    ("export_invitations", STAFF),
    ("check_invitations", STAFF),
    ("send_invitations", STAFF),
    ("remind_invited", IN_CLASSROOM),
    ("resend_invitation", IN_CLASSROOM),
    ("withdraw_invitation", IN_CLASSROOM),
    ("look_up_invitation", PUBLIC),
    ("accept_invitation", PUBLIC),
    ("invite_staff", ADMIN),
    ("resend_staff_invitation", ADMIN),
    ("list_organizations", OPERATOR),
    ("create_organization", OPERATOR),
    ("show_operator_organization", OPERATOR),
    ("change_operator_organization", OPERATOR),
    ("list_licenses", OPERATOR),
    ("grant_license", OPERATOR),
];

/// A school, another one, and somebody in each role.
struct World {
    school: School,
    actors: [Api; 8],
    emails: [&'static str; 8],
    teacher_id: String,
    /// The profiles of the student, who is in the teacher's classroom, and of one who is not.
    students: [String; 2],
    /// Two others, who are one.
    merge: String,
    other_id: String,
    course: String,
    rollover: String,
    /// What the student learns: an enrollment, a question in its first lesson, a picture.
    enrollment: String,
    question: String,
    file: String,
}

/// What paths are filled with: first what the teacher may reach, second what not.
struct Objects {
    classrooms: [String; 2],
    codes: [String; 2],
    batches: [String; 2],
    refusals: [String; 2],
    imports: [String; 2],
    transfers: [String; 2],
    invitations: [String; 2],
    notes: [String; 2],
    staff: String,
    session: String,
}

impl World {
    async fn new() -> World {
        let school = School::with_seats(100).await;
        let (other_id, other_admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
        let emails = [
            "nobody@example.com",
            "stranger@example.com",
            "student@example.com",
            "teacher@hamilton.test",
            "teacher@hamilton.test",
            "admin@hamilton.test",
            "admin@franklin.test",
            "operator@homeroom.test",
        ];
        let (teacher, member) = school.teacher(emails[3], &[]).await;
        school.admin.post(&school.at("codes"), json!({ "code": "EVERYBODY" })).await.expect(201);
        for twin in ["twin@example.com", "other.twin@example.com"] {
            school.house.person(twin, false).redeem("EVERYBODY").await.expect(201);
        }
        let twins = school.admin.get(&school.at("students")).await.expect(200);
        let into = school.at(&format!("students/{}/merges", id(&twins["items"][0], "id")));
        let merge = school.admin.post(&into, json!({ "student_id": twins["items"][1]["id"] })).await.expect(201);
        let student = school.house.person(emails[2], false);
        student.redeem("EVERYBODY").await.expect(201);
        school.house.person("elsewhere@example.com", false).redeem("EVERYBODY").await.expect(201);
        let found = school.admin.get(&school.at("students")).await.expect(200);
        let course = school.course("Sleep and stress").await;
        let rollover = rollover(&school).await;
        school.admin.put(&school.at(&format!("courses/{course}/everyone"))).await.expect(200);
        let enrollment = id(&student.all("me/courses").await[0], "enrollment_id");
        let of_the_course = |text: &'static str| -> String {
            sql(text).bind(Uuid::parse_str(&course).unwrap()).scalar(&mut school.house.database()).unwrap()
        };
        let question = of_the_course("SELECT quiz #>> '{questions,0,id}' AS value FROM lessons WHERE course_id = $1 AND position = 1");
        let file = of_the_course("SELECT id::text AS value FROM course_files WHERE course_id = $1 LIMIT 1");
        school.house.run(
            "WITH record AS (
                 INSERT INTO course_records (enrollment_id, course_id, version_id, begun_at, seen_at, lesson_key, completed_at)
                 SELECT e.id, c.id, c.current_version_id, now(), now(), c.id, now() FROM enrollments e JOIN courses c ON c.id = e.course_id
                 ORDER BY e.id DESC LIMIT 1 RETURNING enrollment_id
             )
             INSERT INTO certificates (enrollment_id, account_id, code, student_name, course_title, organization_name, minutes, issued_on, issued_at)
             SELECT enrollment_id, (SELECT id FROM accounts LIMIT 1), '222233334444', 'Maya', 'Sleep', 'Hamilton', 40, '2026-09-01', now() FROM record",
        );
        World {
            actors: [
                school.house.anonymous(),
                school.house.person(emails[1], false),
                student,
                teacher.clone(),
                teacher,
                school.admin.clone(),
                other_admin,
                school.operator.clone(),
            ],
            emails,
            teacher_id: id(&member, "staff_id"),
            students: [id(&found["items"][1], "id"), id(&found["items"][0], "id")],
            merge: id(&merge, "id"),
            other_id,
            course,
            rollover,
            enrollment,
            question,
            file,
            school,
        }
    }

    /// Fresh things to act on: what one role deletes must be there for the next.
    async fn objects(&self) -> Objects {
        let admin = &self.school.admin;
        let (mut classrooms, mut codes) = (Vec::new(), Vec::new());
        let (mut batches, mut refusals, mut transfers, mut invitations) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for student in &self.students {
            let room = self.school.classroom("Health", json!({ "course_ids": [self.course] })).await;
            let code = admin.post(&self.school.at("codes"), json!({ "classroom_id": room["id"] })).await.expect(201);
            let members = self.school.at(&format!("classrooms/{}/members", id(&room, "id")));
            admin.post(&members, json!({ "student_id": student })).await.expect(201);
            let out = json!({ "kind": "remove", "students": { "everybody": true } });
            let out = admin.post(&self.school.at(&format!("classrooms/{}/transfers", id(&room, "id"))), out).await.expect(201);
            transfers.push(id(&out, "id"));
            admin.post(&members, json!({ "student_id": student })).await.expect(201);
            let many = json!({ "classroom_id": room["id"], "count": 2 });
            batches.push(id(&admin.post(&self.school.at("code-batches"), many).await.expect(201), "id"));
            let closed = json!({ "classroom_id": room["id"], "enabled": false });
            let closed = admin.post(&self.school.at("codes"), closed).await.expect(201);
            self.actors[1].redeem(&id(&closed, "code")).await.refused(409, "code-paused");
            let cases = admin.get(&self.school.at(&format!("refusals?code_id={}", id(&closed, "id")))).await.expect(200);
            refusals.push(id(&cases["items"][0], "id"));
            let invited = json!({ "addresses": "invited@example.com", "classroom_id": room["id"] });
            let invited = admin.post(&self.school.at("invitations"), invited).await.expect(201);
            invitations.push(id(&invited["lines"][0], "invitation_id"));
            classrooms.push(id(&room, "id"));
            codes.push(id(&code, "id"));
        }
        admin.put(&self.school.at(&format!("classrooms/{}/staff/{}", classrooms[0], self.teacher_id))).await.expect(200);
        let mut imports = Vec::new();
        for sender in [&self.actors[3], admin] {
            let list = Some(("text/plain", "ana@example.com".to_owned()));
            imports.push(id(&sender.send_text(Method::POST, &self.school.at("imports"), list).await.expect(201), "id"));
        }
        let note = |student: usize| self.school.at(&format!("students/{}/notes", self.students[student]));
        let notes = [
            id(&self.actors[3].post(&note(0), json!({ "text": "Mine." })).await.expect(201), "id"),
            id(&admin.post(&note(1), json!({ "text": "Not the teacher's." })).await.expect(201), "id"),
        ];
        let new = json!({ "email": format!("new{}@hamilton.test", classrooms[0]), "role": "teacher" });
        let staff = admin.post(&self.school.at("staff"), new).await.expect(201);
        let session = self.sign_in(self.emails[2]).await;
        let mine = session.get("me/sessions").await.expect(200);
        let current = mine["items"].as_array().unwrap().iter().find(|one| one["current"] == true).unwrap().clone();
        Objects {
            classrooms: classrooms.try_into().unwrap(),
            codes: codes.try_into().unwrap(),
            batches: batches.try_into().unwrap(),
            refusals: refusals.try_into().unwrap(),
            transfers: transfers.try_into().unwrap(),
            invitations: invitations.try_into().unwrap(),
            imports: imports.try_into().unwrap(),
            notes,
            staff: id(&staff, "staff_id"),
            session: id(&current, "id"),
        }
    }

    async fn sign_in(&self, email: &str) -> Api {
        let body = json!({ "email": email, "password": PASSWORD });
        let session = self.school.house.anonymous().post("auth/login", body).await.expect(200);
        self.school.house.bearer(session["access_token"].as_str().unwrap())
    }

    /// Whoever signs out needs a session to lose.
    async fn actor(&self, role: usize, operation: &str) -> Api {
        match operation {
            "sign_out" if role > 0 => self.sign_in(self.emails[role]).await,
            _ => self.actors[role].clone(),
        }
    }

    fn path(&self, template: &str, objects: &Objects, reach: usize) -> String {
        let mut path = template.to_owned();
        for (name, value) in [
            ("{organization_id}", &self.school.id),
            ("{classroom_id}", &objects.classrooms[reach]),
            ("{code_id}", &objects.codes[reach]),
            ("{batch_id}", &objects.batches[reach]),
            ("{refusal_id}", &objects.refusals[reach]),
            ("{import_id}", &objects.imports[reach]),
            ("{number}", &"1".to_owned()),
            ("{transfer_id}", &objects.transfers[reach]),
            ("{invitation_id}", &objects.invitations[reach]),
            ("{rollover_id}", &self.rollover),
            ("{student_id}", &self.students[reach]),
            ("{other_student_id}", &self.students[1 - reach]),
            ("{note_id}", &objects.notes[reach]),
            ("{merge_id}", &self.merge),
            ("{staff_id}", &objects.staff),
            ("{session_id}", &objects.session),
            ("{course_id}", &self.course),
            ("{enrollment_id}", &self.enrollment),
            ("{position}", &"1".to_owned()),
            ("{attempt}", &"1".to_owned()),
            ("{question_id}", &self.question),
            ("{file_id}", &self.file),
            ("{code}", &"222233334444".to_owned()),
        ] {
            path = path.replace(name, value);
        }
        assert!(!path.contains('{'), "{template} has a parameter that this test does not know");
        path
    }

    /// A body that passes, so that only permission can refuse it.
    fn body(&self, operation: &Operation, objects: &Objects, reach: usize, role: usize) -> Option<Value> {
        let body = match operation.id.as_str() {
            "register" => json!({ "email": format!("new-{role}@example.com"), "password": PASSWORD, "display_name": "New" }),
            "sign_in" => json!({ "email": self.emails[1], "password": PASSWORD }),
            "request_password_reset" => json!({ "email": "nobody@example.com" }),
            "look_up_password_link" => json!({ "token": "none" }),
            "set_password" => json!({ "token": "none", "password": PASSWORD }),
            "change_my_password" => json!({ "current_password": "not mine at all", "password": PASSWORD }),
            "change_my_address" => json!({ "email": "new@example.com", "password": "not mine at all" }),
            "give_second_factor" | "confirm_second_factor" => json!({ "code": "000000" }),
            "begin_second_factor" | "export_my_data" | "delete_my_account" => json!({ "password": "not mine at all" }),
            "renew_recovery_codes" | "turn_off_second_factor" => json!({ "password": "not mine at all", "code": "000000" }),
            "take_back_address" => json!({ "token": "none" }),
            "confirm_my_address" | "confirm_email" => json!({ "code": "000000" }),
            "look_up_code" | "redeem_code" | "tell_my_teacher" => json!({ "code": "NO-SUCH-CODE" }),
            "create_organization" => {
                json!({ "name": "New", "slug": "new", "time_zone": "America/New_York", "admin_email": "new@example.com" })
            }
            "order_classroom_courses" => json!({ "course_ids": [self.course] }),
            "report_my_progress" => json!({ "place": 1 }),
            "answer_my_quiz" => json!({ "answer": true }),
            "nudge_students" => json!({ "who": "not-begun" }),
            "give_extra_attempt" => json!({ "student_id": self.students[reach], "lesson_key": self.course }),
            "grant_license" => json!({ "seats": 1, "starts_on": "2026-08-01", "ends_on": "2027-07-31" }),
            "create_classroom" => json!({ "name": "New" }),
            "create_code" | "check_code" => json!({ "classroom_id": objects.classrooms[reach] }),
            "create_code_batch" => json!({ "classroom_id": objects.classrooms[reach], "count": 2 }),
            "approve_redemptions" | "decline_redemptions" => json!({ "ids": [Uuid::now_v7()] }),
            "settle_refusals" => json!({ "ids": [objects.refusals[reach]], "remedy": "dismiss" }),
            "settle_refusal" => json!({ "remedy": "dismiss" }),
            "roll_over" => closing(&objects.classrooms[reach]),
            "transfer_members" => json!({ "kind": "remove", "students": { "everybody": true } }),
            "reconstitute_classroom" => json!({ "name": "New", "students": { "everybody": true } }),
            "write_student_note" | "change_student_note" => json!({ "text": "Something." }),
            "dismiss_duplicate" => json!({ "one_id": self.students[0], "other_id": self.students[1] }),
            // Nobody's: the two are still needed.
            "merge_students" => json!({ "student_id": Uuid::now_v7() }),
            "add_member" => json!({ "student_id": self.students[0] }),
            "add_staff" => json!({ "email": "more@hamilton.test", "role": "teacher" }),
            "check_invitations" | "send_invitations" => {
                json!({ "addresses": "more@example.com", "classroom_id": objects.classrooms[reach] })
            }
            "remind_invited" => json!({ "classroom_id": objects.classrooms[reach] }),
            "look_up_invitation" => json!({ "token": "none" }),
            "accept_invitation" => json!({ "token": "none", "display_name": "New", "password": PASSWORD }),
            "invite_staff" => json!({ "addresses": "team@hamilton.test", "role": "teacher" }),
            "add_student" => json!({ "display_name": "New One", "classroom_id": objects.classrooms[reach], "somebody_new": true }),
            "sign_in_with_card" => json!({ "secret": "none" }),
            "make_sign_in_cards" => json!({ "student_ids": [self.students[reach]] }),
            "decide_import" => json!({ "decision": "same" }),
            // No list at all, which is refused to those who may send one.
            "rotate_code" | "create_import" | "resend_invitation" => json!({}),
            _ if operation.method == Method::PATCH => json!({}),
            id => {
                assert!(!operation.takes_body, "{id} takes a body that this test does not know");
                return None;
            }
        };
        Some(body)
    }
}

/// A rollover of a classroom of its own, carried out.
async fn rollover(school: &School) -> String {
    let room = school.classroom("Last year", json!({})).await;
    let mut order = closing(&id(&room, "id"));
    let plan = school.admin.post(&school.at("rollovers"), order.clone()).await.expect(200);
    order["dry_run"] = json!(false);
    order["mark"] = plan["mark"].clone();
    let made = school.admin.post(&school.at("rollovers"), order).await.expect(201);
    crate::rollovers::finish(&school.house);
    id(&made, "id")
}

/// A dry run of a rollover that closes this classroom.
fn closing(classroom: &str) -> Value {
    let room = json!({ "classroom_id": classroom, "action": "close", "students": { "default": "leave" } });
    json!({ "dry_run": true, "classrooms": [room] })
}

struct Operation {
    id: String,
    method: Method,
    path: String,
    takes_body: bool,
}

/// The operations as the server tells them.
async fn operations(api: &Api) -> Vec<Operation> {
    let spec = api.get("/api/openapi.json").await.expect(200);
    let mut found = Vec::new();
    for (path, item) in spec["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let takes_body = operation.get("requestBody").is_some();
            found.push(Operation { id: id(operation, "operationId"), method, path: path.clone(), takes_body });
        }
    }
    found
}

/// 401, 403 or 404 when permission was what stood against it.
fn verdict(reply: &Reply) -> u16 {
    match (reply.status.as_u16(), reply.body["code"].as_str().unwrap_or("")) {
        (status @ (401 | 403), _) | (status @ 404, "not-found") => status,
        _ => 0,
    }
}

#[tokio::test]
async fn every_operation_with_every_role() {
    let world = World::new().await;
    let operations = operations(&world.actors[0]).await;
    let table: BTreeMap<&str, Verdicts> = TABLE.iter().copied().collect();
    let known: BTreeSet<&str> = operations.iter().map(|operation| operation.id.as_str()).collect();
    let named: BTreeSet<&str> = table.keys().copied().collect();
    assert_eq!(known, named, "each operation has its row here, and each row its operation");
    let mut wrong = Vec::new();
    let mut objects = world.objects().await;
    for operation in &operations {
        for (role, expected) in table[operation.id.as_str()].into_iter().enumerate() {
            let reach = usize::from(ROLES[role] == "teacher elsewhere");
            let path = world.path(&operation.path, &objects, reach);
            let body = world.body(operation, &objects, reach, role);
            let actor = world.actor(role, &operation.id).await;
            let reply = actor.send(operation.method.clone(), &path, body.as_ref()).await;
            if verdict(&reply) != expected {
                wrong.push(format!("{} as {}: {} instead of {expected}; {}", operation.id, ROLES[role], reply.status, reply.body));
            }
            if operation.method == Method::DELETE && reply.status.is_success() {
                objects = world.objects().await;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// In the path of one's own school, an id of another school's leads to nothing: not even to a 403.
#[tokio::test]
async fn anothers_objects_are_not_there_under_ones_own_organization() {
    let world = World::new().await;
    let objects = world.objects().await;
    let admin = &world.actors[6];
    let mut tried = 0;
    for operation in operations(admin).await {
        let Some(rest) = operation.path.strip_prefix("/api/v1/organizations/{organization_id}/") else { continue };
        if !["{classroom_id}", "{code_id}", "{batch_id}", "{refusal_id}", "{invitation_id}", "{student_id}", "{staff_id}"]
            .iter()
            .any(|name| rest.contains(name))
        {
            continue;
        }
        let path = world.path(&operation.path, &objects, 0).replace(&world.school.id, &world.other_id);
        let body = world.body(&operation, &objects, 0, 6);
        let reply = admin.send(operation.method.clone(), &path, body.as_ref()).await;
        assert_eq!(verdict(&reply), 404, "{}: {}", operation.id, reply.body);
        let unknown = world.path(&operation.path, &objects, 0).replace(&world.school.id, &uuid::Uuid::now_v7().to_string());
        let nowhere = admin.send(operation.method.clone(), &unknown, body.as_ref()).await;
        assert_eq!(nowhere.body["detail"], reply.body["detail"], "what is another's looks like what never was");
        tried += 1;
    }
    assert!(tried > 15, "only {tried} operations name an object");
}

#[tokio::test]
async fn a_role_taken_away_stops_at_the_next_request() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let (teacher, member) = school.teacher("sam@hamilton.test", &[&room]).await;
    let (classroom, staff) = (id(&room, "id"), id(&member, "staff_id"));
    teacher.get(&school.at(&format!("classrooms/{classroom}"))).await.expect(200);
    school.admin.delete(&school.at(&format!("classrooms/{classroom}/staff/{staff}"))).await.expect(204);
    teacher.get(&school.at(&format!("classrooms/{classroom}"))).await.refused(404, "not-found");
    teacher.get(&school.at("classrooms")).await.expect(200);
    school.admin.delete(&school.at(&format!("staff/{staff}"))).await.expect(204);
    teacher.get(&school.at("classrooms")).await.refused(404, "not-found");
    teacher.get("me").await.expect(200);
}

#[tokio::test]
async fn a_demoted_admin_is_a_teacher_at_the_next_request() {
    let school = School::with_seats(10).await;
    let second = school.house.person("second@hamilton.test", false);
    let member = school.admin.post(&school.at("staff"), json!({ "email": "second@hamilton.test", "role": "admin" })).await.expect(201);
    second.get(&school.at("seats")).await.expect(200);
    let path = school.at(&format!("staff/{}", id(&member, "staff_id")));
    school.admin.patch(&path, json!({ "role": "teacher" })).await.expect(200);
    second.get(&school.at("seats")).await.refused(403, "role-required");
}

#[tokio::test]
async fn an_ended_session_stops_at_once() {
    let school = School::with_seats(0).await;
    let here = school.house.person("maya@example.com", false);
    let body = json!({ "email": "maya@example.com", "password": PASSWORD });
    let there = here.post("auth/login", body).await.expect(200);
    let there = school.house.bearer(there["access_token"].as_str().unwrap());
    let sessions = here.get("me/sessions").await.expect(200);
    let other = sessions["items"].as_array().unwrap().iter().find(|one| one["current"] == false).unwrap();
    there.get("me").await.expect(200);
    here.delete(&format!("me/sessions/{}", id(other, "id"))).await.expect(204);
    there.get("me").await.refused(401, "session-ended");
    here.get("me").await.expect(200);
}

#[tokio::test]
async fn a_suspended_organization_stays_readable_and_refuses_writes() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
    let path = format!("operator/organizations/{}", school.id);
    school.operator.patch(&path, json!({ "status": "suspended" })).await.expect(200);
    for list in ["classrooms", "codes", "students", "seats", "seats/ledger", "staff", "overview"] {
        school.admin.get(&school.at(list)).await.expect(200);
    }
    teacher.get(&school.at(&format!("classrooms/{}/members", id(&room, "id")))).await.expect(200);
    school.admin.post(&school.at("classrooms"), json!({ "name": "New" })).await.refused(403, "organization-suspended");
    teacher.post(&school.at("codes"), json!({ "classroom_id": room["id"] })).await.refused(403, "organization-suspended");
    let code = school.at(&format!("classrooms/{}", id(&room, "id")));
    school.admin.delete(&code).await.refused(403, "organization-suspended");
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("HEALTH").await.refused(409, "organization-suspended");
    school.operator.patch(&path, json!({ "status": "active" })).await.expect(200);
    maya.redeem("HEALTH").await.expect(201);
}

#[tokio::test]
async fn a_teacher_sees_their_classrooms_and_nothing_else() {
    let school = School::with_seats(10).await;
    let (social, sleep) = (school.course("Safer social media").await, school.course("Sleep and stress").await);
    let mine = school.classroom("Mine", json!({ "seat_allotment": 4, "course_ids": [social] })).await;
    let other = school.classroom("Other", json!({ "course_ids": [sleep] })).await;
    let code = school.code("MINE", &mine, json!({})).await;
    school.code("OTHER", &other, json!({})).await;
    school.admin.post(&school.at("codes"), json!({ "code": "EVERYBODY" })).await.expect(201);
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("MINE").await.expect(201);
    maya.redeem("OTHER").await.expect(201);
    school.house.person("liam@example.com", false).redeem("OTHER").await.expect(201);
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&mine]).await;
    let names = |list: &[Value], name: &str| list.iter().map(|one| one[name].as_str().unwrap().to_owned()).collect::<Vec<_>>();

    let rooms = teacher.all(&school.at("classrooms")).await;
    assert_eq!(names(&rooms, "name"), ["Mine"]);
    assert_eq!(rooms[0]["seats"], Value::Null, "seats are the admins' alone");
    assert_eq!(names(&teacher.all(&school.at("codes")).await, "code"), ["MINE"]);
    let students = teacher.all(&school.at("students")).await;
    assert_eq!(names(&students, "display_name"), ["maya"]);
    assert_eq!(names(students[0]["classrooms"].as_array().unwrap(), "name"), ["Mine"], "not where else she is");
    let page = teacher.get(&school.at(&format!("students/{}", id(&students[0], "id")))).await.expect(200);
    assert_eq!(page["seat"], Value::Null);
    assert_eq!(names(page["redemptions"].as_array().unwrap(), "code"), ["MINE"]);
    assert_eq!(names(page["enrollments"].as_array().unwrap(), "title"), ["Safer social media"], "not what else she learns");
    let overview = teacher.get(&school.at("overview")).await.expect(200);
    assert_eq!((&overview["students"], &overview["classrooms"], &overview["seats"]), (&json!(1), &json!(1), &Value::Null));
    assert!(names(overview["recent"].as_array().unwrap(), "code").iter().all(|code| code == "MINE"));

    let elsewhere = json!({ "classroom_id": other["id"] });
    teacher.post(&school.at("codes"), elsewhere).await.refused(422, "classroom-unknown");
    teacher.post(&school.at("codes"), json!({})).await.refused(422, "classroom-required");
    let everyone = school.admin.all(&school.at("students")).await;
    let liam = everyone.iter().find(|student| student["display_name"] == "liam").unwrap();
    let members = school.at(&format!("classrooms/{}/members", id(&mine, "id")));
    teacher.post(&members, json!({ "student_id": liam["id"] })).await.refused(422, "student-unknown");
    let shown = teacher.get(&school.at(&format!("codes/{}", id(&code, "id")))).await.expect(200);
    assert_eq!(shown["code"], "MINE");
}

#[tokio::test]
async fn a_token_is_ours_and_whole_or_it_is_nobodys() {
    let school = School::with_seats(0).await;
    let token = school.admin.token().to_owned();
    let mut forged = token.clone().into_bytes();
    let middle = token.find('.').unwrap() + 10;
    forged[middle] = if forged[middle] == b'A' { b'B' } else { b'A' };
    let unsigned = format!("{}.", &token[..token.rfind('.').unwrap()]);
    for bad in [String::from_utf8(forged).unwrap(), unsigned, "nonsense".to_owned()] {
        school.house.bearer(&bad).get("me").await.refused(401, "token-invalid");
    }
    let reply = school.house.anonymous().get("me").await;
    assert_eq!(reply.header("www-authenticate"), "Bearer");
    reply.refused(401, "sign-in-required");
    // Another installation's token is signed by another key.
    let elsewhere = School::with_seats(0).await;
    elsewhere.house.bearer(&token).get("me").await.refused(401, "token-invalid");
}
