//! The database itself: migrations go both ways, and what must never be broken is held by it, whatever
//! a program tries.

use std::path::Path;

use diesel::prelude::*;
use diesel::result::Error;
use diesel_migrations::MigrationHarness;
use homeroom::row;
use homeroom::shared::db::MIGRATIONS;
use homeroom::shared::sql::sql;
use serde_json::json;

use crate::support::{Database, School};

row! { struct Line { line: String } }

/// Everything the schema consists of, a line each.
fn dump(conn: &mut PgConnection) -> Vec<String> {
    let lines = sql("SELECT line FROM (
             SELECT format('%s.%s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated,
                           pg_get_expr(d.adbin, d.adrelid)) AS line
             FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'S')
             UNION ALL
             SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
             FROM pg_constraint WHERE connamespace = 'public'::regnamespace
             UNION ALL
             SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
             WHERE c.relnamespace = 'public'::regnamespace
             UNION ALL
             SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
             UNION ALL
             SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
             WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
             UNION ALL
             SELECT format('type %s', typname) FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
         ) everything WHERE line NOT LIKE '%__diesel_schema_migrations%' ORDER BY line")
    .all::<Line>(conn)
    .unwrap();
    lines.into_iter().map(|row| row.line).collect()
}

#[test]
fn migrations_go_up_down_and_up_again() {
    let database = Database::empty();
    let conn = &mut database.connect();
    let count = conn.run_pending_migrations(MIGRATIONS).unwrap().len();
    let before = dump(conn);
    assert!(before.len() > 100, "the dump sees the schema");
    assert_eq!(conn.revert_all_migrations(MIGRATIONS).unwrap().len(), count);
    assert_eq!(dump(conn), Vec::<String>::new(), "down leaves nothing behind");
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    assert_eq!(dump(conn), before);
}

#[test]
fn each_migration_says_why_it_exists() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    for entry in std::fs::read_dir(folder).unwrap() {
        let folder = entry.unwrap().path();
        let up = std::fs::read_to_string(folder.join("up.sql")).unwrap();
        assert!(up.starts_with("-- "), "{} begins with why", folder.display());
        assert!(folder.join("down.sql").exists(), "{} can be taken back", folder.display());
    }
}

/// What the database says to a statement that must not succeed: the constraint's name, or its words.
#[track_caller]
fn refusal(conn: &mut PgConnection, text: &str) -> String {
    match diesel::sql_query(text).execute(conn) {
        Err(Error::DatabaseError(_, info)) => info.constraint_name().unwrap_or(info.message()).to_owned(),
        other => panic!("{other:?} for: {text}"),
    }
}

/// One student in one classroom by one code with a cap of one, and a second school.
async fn lived_in() -> School {
    let school = School::with_seats(3).await;
    let course = school.course("Sleep and stress").await;
    let room = school.classroom("Health", json!({ "course_ids": [course], "seat_allotment": 2 })).await;
    school.code("HEALTH", &room, json!({ "max_redemptions": 1 })).await;
    school.house.person("maya@example.com", false).redeem("HEALTH").await.expect(201);
    school.teacher("sam@hamilton.test", &[&room]).await;
    school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    school
}

#[tokio::test]
async fn the_database_refuses_what_would_break_a_promise() {
    let school = lived_in().await;
    let conn = &mut school.house.database();
    for (constraint, text) in [
        ("seats_within_license", "UPDATE seat_accounts SET spent = granted - held + 1 WHERE granted > 0"),
        ("seats_within_license", "UPDATE seat_accounts SET held = granted - spent + 1 WHERE granted > 0"),
        ("seats_within_license", "UPDATE seat_accounts SET granted = spent + held - 1 WHERE granted > 0"),
        ("seats_never_negative", "UPDATE seat_accounts SET spent = -1"),
        (
            "seat_entries_one_seat_per_student",
            "INSERT INTO seat_entries (id, organization_id, sequence, kind, spent_change, granted, spent, held, student_id, occurred_at)
             SELECT gen_random_uuid(), organization_id, sequence + 100, kind, 1, granted, spent, held, student_id, now()
             FROM seat_entries WHERE kind = 'spent'",
        ),
        (
            "seat_entries_numbered",
            "INSERT INTO seat_entries (id, organization_id, sequence, kind, held_change, granted, spent, held, classroom_id, occurred_at)
             SELECT gen_random_uuid(), organization_id, sequence, kind, held_change, granted, spent, held, classroom_id, now()
             FROM seat_entries WHERE kind = 'held'",
        ),
        (
            "seat_entries_change_fits_kind",
            "INSERT INTO seat_entries (id, organization_id, sequence, kind, spent_change, granted, spent, held, student_id, occurred_at)
             SELECT gen_random_uuid(), organization_id, sequence + 100, 'spent', 2, granted, spent, held, student_id, now()
             FROM seat_entries WHERE kind = 'spent'",
        ),
        ("the seat ledger is append-only", "UPDATE seat_entries SET occurred_at = now()"),
        ("the seat ledger is append-only", "DELETE FROM seat_entries"),
        ("the seat ledger is append-only", "TRUNCATE seat_entries"),
        ("codes_within_cap", "UPDATE codes SET redeemed = redeemed + 1"),
        ("codes_within_cap", "UPDATE codes SET max_redemptions = 1, redeemed = 2"),
        (
            "codes_text_unique",
            "INSERT INTO codes (id, organization_id, text, text_key, created_at, updated_at)
             SELECT gen_random_uuid(), o.id, 'HEA-LTH', c.text_key, now(), now() FROM codes c, organizations o WHERE o.slug = 'franklin'",
        ),
        (
            "students_one_profile",
            "INSERT INTO students (id, organization_id, account_id, registered_at)
             SELECT gen_random_uuid(), organization_id, account_id, now() FROM students",
        ),
        (
            "memberships_one_stay_at_a_time",
            "INSERT INTO memberships (id, organization_id, classroom_id, student_id, joined_at, joined_by)
             SELECT gen_random_uuid(), organization_id, classroom_id, student_id, now(), 'staff' FROM memberships",
        ),
        (
            "redemptions_once_per_code",
            "INSERT INTO redemptions (id, organization_id, code_id, account_id, student_id, seat_spent, redeemed_at)
             SELECT gen_random_uuid(), organization_id, code_id, account_id, student_id, false, now() FROM redemptions",
        ),
        (
            "enrollments_once_per_course",
            "INSERT INTO enrollments (id, organization_id, student_id, course_id, enrolled_at)
             SELECT gen_random_uuid(), organization_id, student_id, course_id, now() FROM enrollments",
        ),
        ("classrooms_deleted_hold_nothing", "UPDATE classrooms SET deleted_at = now()"),
    ] {
        assert_eq!(refusal(conn, text), constraint, "{text}");
    }
}

#[tokio::test]
async fn nothing_refers_across_organizations() {
    let school = lived_in().await;
    let conn = &mut school.house.database();
    for table in ["codes", "memberships", "enrollments", "redemptions", "classroom_staff"] {
        let text = format!("UPDATE {table} SET organization_id = (SELECT id FROM organizations WHERE slug = 'franklin')");
        let constraint = refusal(conn, &text);
        assert!(constraint.ends_with("_organization_id_fkey"), "{table}: {constraint}");
    }
}

#[tokio::test]
async fn the_ledger_and_the_balance_agree_in_the_database_too() {
    let school = lived_in().await;
    let apart = school.house.count(
        "SELECT count(*) AS value FROM seat_accounts a
         LEFT JOIN (SELECT organization_id, sum(granted_change) AS granted, sum(spent_change) AS spent, sum(held_change) AS held
                    FROM seat_entries GROUP BY organization_id) e ON e.organization_id = a.organization_id
         WHERE (a.granted, a.spent, a.held) <> (coalesce(e.granted, 0), coalesce(e.spent, 0), coalesce(e.held, 0))",
    );
    let held = school.house.count("SELECT a.held - (SELECT sum(seats_held) FROM classrooms) AS value FROM seat_accounts a WHERE held > 0");
    assert_eq!((apart, held), (0, 0));
}
