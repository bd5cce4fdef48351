//! The demo school: a district in its first weeks of the year, made with the same operations that
//! people use, so that everything in it is as the rules allow.

mod taking;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::accounts::{self, NewAccount};
use crate::admissions::{self, Admission, Way};
use crate::classrooms::{self, NewClassroom};
use crate::codes::{self, Attempt, NewCode};
use crate::courses;
use crate::organizations::{self, NewOrganization};
use crate::seats::{self, NewLicense};
use crate::shared::clock::day_in;
use crate::shared::email::Email;
use crate::shared::error::AppError;
use crate::shared::passwords::hash_now;
use crate::shared::sql::sql;

const ZONE: &str = "America/New_York";
const SLUG: &str = "hamilton-schools";
/// One password for everybody in the demo.
const PASSWORD: &str = "homeroom-demo";

const STUDENTS: [&str; 14] = [
    "Maya Chen",
    "Diego Alvarez",
    "Amara Okafor",
    "Liam O'Connor",
    "Priya Natarajan",
    "Noah Schmidt",
    "Zoe Papadakis",
    "Mateo Rossi",
    "Hana Kobayashi",
    "Elijah Brooks",
    "Sofia Marin",
    "Aiden Walker",
    "Leila Haddad",
    "Jonas Berg",
];

/// Students of Health One who have no email address.
const WITHOUT_EMAIL: [&str; 3] = ["Nina Torres", "Oscar Lindqvist", "Tariq Rahmani"];

/// Loads the demo school, unless it is there already; what to sign in with.
///
/// # Errors
/// When the database holds anything else.
pub fn load(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<String, AppError> {
    let there: bool = sql("SELECT EXISTS (SELECT FROM organizations WHERE slug = $1) AS value").bind(SLUG).scalar(conn)?;
    let others: bool =
        sql("SELECT EXISTS (SELECT FROM accounts WHERE coalesce(email_key, '') NOT LIKE '%hamiltonschools.org') AS value").scalar(conn)?;
    if !there {
        if others {
            return Err(AppError::internal("this database has other data; the demo school goes into an empty one only"));
        }
        courses::publish_starter_catalog(conn, now)?;
        build(conn, now)?;
    }
    Ok(format!(
        "The demo school is Hamilton Schools. Sign in with the password {PASSWORD} as\n\
         \x20 admin     admin@hamiltonschools.org\n\
         \x20 teacher   teacher@hamiltonschools.org\n\
         \x20 student   student@hamiltonschools.org\n\
         \x20 operator  operator@hamiltonschools.org\n\
         \x20 student   nina.torres (who has no email address)\n\
         and try the code MHS-PTA-2027."
    ))
}

/// What every step needs.
struct Stage {
    organization: Uuid,
    admin: Uuid,
    hash: String,
    now: DateTime<Utc>,
    today: NaiveDate,
}

fn build(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<(), AppError> {
    let hash = hash_now(&PASSWORD.into(), None)?;
    let today = day_in(ZONE, now);
    let started = now - TimeDelta::days(21);
    person(conn, &hash, "operator", "Olivia Grant", true, started)?;
    let admin = person(conn, &hash, "admin", "Ruth Delgado", false, started)?;
    person(conn, &hash, "teacher", "Sam Whitfield", false, started)?;
    let new = NewOrganization { name: "Hamilton Schools".into(), slug: SLUG.into(), time_zone: ZONE.into(), now: started };
    let organization = organizations::create(conn, "", &new, "admin@hamiltonschools.org", None, None)?;
    let stage = Stage { organization, admin, hash, now, today };
    let license = NewLicense {
        seats: 120,
        starts_on: today - Days::new(60),
        ends_on: today + Days::new(300),
        note: "Demo".into(),
        by: None,
        now: started,
    };
    seats::grant(conn, organization, &license)?;
    let teacher =
        organizations::add_staff(conn, "", organization, "teacher@hamiltonschools.org", "teacher", "Health", stage.admin, started)?;
    organizations::add_staff(conn, "", organization, "counselor@hamiltonschools.org", "teacher", "Counselor", stage.admin, started)?;
    people(conn, &stage, teacher)?;
    taking::take_courses(conn, now)?;
    // Nobody at the demo school needs the mail that making it caused.
    sql("DELETE FROM mails").run(conn)?;
    Ok(())
}

fn people(conn: &mut PgConnection, stage: &Stage, teacher: Uuid) -> Result<(), AppError> {
    let course = |conn: &mut PgConnection, title: &str| -> QueryResult<Uuid> {
        sql("SELECT id AS value FROM courses WHERE organization_id IS NULL AND title = $1").bind(title).scalar(conn)
    };
    let (social, vaping, sleep) =
        (course(conn, "Safer social media")?, course(conn, "Vaping prevention")?, course(conn, "Sleep and stress")?);
    let class = classroom(conn, stage, "Class of 2027", "classroom", "students", None, vec![sleep], vec![])?;
    let health = classroom(conn, stage, "Health One: 3rd Period", "classroom", "students", Some(30), vec![vaping, sleep], vec![teacher])?;
    let parents = classroom(conn, stage, "PTA evening", "campaign", "parents", None, vec![social], vec![teacher])?;
    let term = stage.today + Days::new(60);
    code(conn, stage, "CLASS-OF-2027", class, None, Some(term), &["hamiltonschools.org"])?;
    code(conn, stage, "HEALTH-3RD-2027", health, Some(30), Some(term), &["hamiltonschools.org"])?;
    code(conn, stage, "MHS-PTA-2027", parents, Some(40), Some(term), &[])?;
    for (index, name) in (0..).zip(STUDENTS) {
        let local = if index == 0 { "student".to_owned() } else { name.to_lowercase().replace('\'', "").replace(' ', ".") };
        let arrived = stage.now - TimeDelta::days(14 - index) + TimeDelta::minutes(37 * index);
        let account = person(conn, &stage.hash, &local, name, false, arrived)?;
        let used: &[&str] = match index {
            0..=3 => &["HEALTH-3RD-2027", "CLASS-OF-2027"],
            4..=9 => &["HEALTH-3RD-2027"],
            10..=11 => &["CLASS-OF-2027"],
            _ => &["MHS-PTA-2027"],
        };
        for (minutes, typed) in (1..).zip(used) {
            codes::redeem_in(conn, &Attempt::new(account, typed, arrived + TimeDelta::minutes(minutes)))?;
        }
    }
    WITHOUT_EMAIL.iter().try_for_each(|name| add_by_hand(conn, stage, health, name))
}

/// A student without an address, added by staff in the first days.
fn add_by_hand(conn: &mut PgConnection, stage: &Stage, classroom: Uuid, name: &str) -> Result<(), AppError> {
    let now = stage.now - TimeDelta::days(15);
    let account = accounts::create_with_username(conn, name, None, now)?.account;
    accounts::give_password(conn, account, &stage.hash, now)?;
    let (organization, by) = (stage.organization, Some(stage.admin));
    admissions::admit(conn, &Admission { organization, classroom: Some(classroom), account, way: Way::Staff, by, now })?;
    Ok(())
}

fn person(conn: &mut PgConnection, hash: &str, local: &str, name: &str, operator: bool, now: DateTime<Utc>) -> Result<Uuid, AppError> {
    let new = NewAccount {
        email: Email::parse(&format!("{local}@hamiltonschools.org")),
        email_verified_at: Some(now),
        password_hash: Some(hash.to_owned()),
        display_name: name.to_owned(),
        locale: "en".to_owned(),
        operator,
        now,
    };
    accounts::create(conn, &new)
}

#[allow(clippy::too_many_arguments)]
fn classroom(
    conn: &mut PgConnection,
    stage: &Stage,
    name: &str,
    kind: &str,
    audience: &str,
    allotment: Option<i32>,
    course_ids: Vec<Uuid>,
    staff_ids: Vec<Uuid>,
) -> Result<Uuid, AppError> {
    let first = stage.today - Days::new(30);
    let new = NewClassroom {
        name: name.into(),
        kind: kind.into(),
        description: String::new(),
        audience: audience.into(),
        channel: (kind == "campaign").then(|| "event".into()),
        school_year: Some(format!("{}-{:02}", first.year(), (first.year() + 1) % 100)),
        color: match kind {
            "campaign" => "coral".into(),
            _ if allotment.is_some() => "teal".into(),
            _ => "sky".into(),
        },
        starts_on: Some(first),
        ends_on: Some(stage.today + Days::new(150)),
        seat_allotment: allotment,
        seat_overflow: "refuse".into(),
        course_ids,
        staff_ids,
        by: stage.admin,
        now: stage.now - TimeDelta::days(20),
    };
    classrooms::create(conn, stage.organization, &new)
}

fn code(
    conn: &mut PgConnection,
    stage: &Stage,
    text: &str,
    classroom: Uuid,
    most: Option<i32>,
    valid_till: Option<NaiveDate>,
    domains: &[&str],
) -> Result<Uuid, AppError> {
    let new = NewCode {
        text: Some(text.into()),
        classroom_id: Some(classroom),
        enabled: true,
        valid_from: Some(stage.today - Days::new(30)),
        valid_till,
        max_redemptions: most,
        weekly_windows: vec![],
        networks: vec![],
        needs_approval: false,
        email_domains: domains.iter().map(|domain| ((*domain).to_owned(), true)).collect(),
        course_ids: None,
        assigned_staff_id: None,
        channel: None,
        note: String::new(),
        by: stage.admin,
        now: stage.now - TimeDelta::days(20),
    };
    codes::create(conn, stage.organization, None, &new)
}
