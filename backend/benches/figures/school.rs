//! An organization with 2,000 classrooms of two courses and a code each, a hot code, a classroom with
//! 2,000 members, and as many signed-in newcomers as a measurement asks for. Laid down by SQL, which
//! takes seconds; the license by the program itself, so that the ledger begins as it does in life.

use std::fmt::Write;

use chrono::{Days, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use homeroom::accounts;
use homeroom::shared::passwords::hash_now;
use homeroom::shared::sql::sql;
use homeroom::shared::tokens::Keys;
use uuid::Uuid;

use crate::machine::{Cluster, ISSUER, homeroom};

/// Codes, each into a classroom of its own.
pub const CODES: u32 = 2_000;
/// Members of the classroom whose roster is read.
pub const ROSTER: u32 = 2_000;
pub const ADMIN: &str = "admin@bench.test";
pub const PASSWORD: &str = "a quiet morning";

/// Which code a newcomer types.
#[derive(Clone, Copy)]
pub enum Code {
    /// Each the next of the many.
    Spread,
    /// Everybody the same.
    Hot,
    /// The one whose classroom's roster is read.
    Roster,
    /// The one with that rule of [`RULES`].
    Ruled(usize),
}

/// A rule of a code: its name, the status of a redemption under it, and the SQL that lays it on code
/// `c` of classroom `k`. Every newcomer keeps it.
pub const RULES: [(&str, u16, &str); 8] = [
    ("no rule", 201, "SELECT"),
    ("dates", 201, "UPDATE codes x SET valid_from = current_date - 9, valid_till = current_date + 9 FROM c WHERE x.id = c.id"),
    ("limit", 201, "UPDATE codes x SET max_redemptions = 1000000 FROM c WHERE x.id = c.id"),
    ("two domains", 201, "INSERT INTO code_domains SELECT id, d, true FROM c, unnest(ARRAY['bench.test', 'other.test']) d"),
    ("hours of the week", 201, "INSERT INTO code_windows SELECT id, d, 0, 1440 FROM c, generate_series(1, 7) d"),
    ("two networks", 201, "INSERT INTO code_networks SELECT id, n::cidr FROM c, unnest(ARRAY['127.0.0.0/8', '10.0.0.0/8']) n"),
    ("held seats", 201, "UPDATE classrooms x SET seat_allotment = 1000000 FROM c WHERE x.id = c.classroom_id"),
    ("approval (asked, not yet given)", 202, "UPDATE codes x SET needs_approval = true FROM c WHERE x.id = c.id"),
];

impl Code {
    pub fn text(self, student: u32) -> String {
        match self {
            Code::Spread => format!("BENCH{}", student % CODES),
            Code::Hot => "BENCHHOT".to_owned(),
            Code::Roster => "BENCHROSTER".to_owned(),
            Code::Ruled(rule) => format!("BENCHRULE{rule}"),
        }
    }
}

pub struct School<'a> {
    cluster: &'a Cluster,
    keys: Keys,
    pub organization: Uuid,
    pub roster: Uuid,
    newcomers: u32,
}

/// Accounts and sessions are numbered, so that pgbench can name them by a formula.
fn account(number: u32) -> Uuid {
    Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0000 | u128::from(number))
}

fn session(number: u32) -> Uuid {
    Uuid::from_u128(0x0000_0000_0000_7000_9000_0000_0000_0000 | u128::from(number))
}

fn program(cluster: &Cluster, arguments: &[&str]) {
    let output = homeroom(&cluster.url).args(arguments).output().expect("homeroom runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

impl School<'_> {
    pub fn open(cluster: &Cluster) -> School<'_> {
        program(cluster, &["migrate"]);
        let founding = ["operator", "organization", "--name", "Bench Schools", "--slug", "bench"];
        program(cluster, &[&founding[..], &["--time-zone", "America/New_York", "--admin-email", ADMIN]].concat());
        let today = Utc::now().date_naive();
        let (first, last) = ((today - Days::new(9)).to_string(), (today + Days::new(300)).to_string());
        let license = ["operator", "license", "--organization", "bench", "--seats", "5000000"];
        program(cluster, &[&license[..], &["--starts-on", &first, "--ends-on", &last]].concat());
        let mut conn = cluster.connect();
        furnish(&mut conn);
        let keys = Keys::read(ISSUER, &accounts::signing_keys(&mut conn).expect("keys")).expect("good keys");
        let id = |conn: &mut PgConnection, text: &'static str| sql(text).scalar::<Uuid>(conn).expect("an id");
        let organization = id(&mut conn, "SELECT id AS value FROM organizations");
        let roster = id(&mut conn, "SELECT id AS value FROM classrooms WHERE name = 'Roster'");
        School { cluster, keys, organization, roster, newcomers: 0 }
    }

    /// Makes newcomers with a session each; the number of the first.
    pub fn newcomers(&mut self, count: u32) -> u32 {
        let first = self.newcomers;
        self.newcomers += count;
        let numbers = format!("generate_series({first}, {}) n", self.newcomers - 1);
        let numbered = |mark: char| format!("('00000000-0000-7000-{mark}000-' || lpad(to_hex(n), 12, '0'))::uuid");
        let (account, session) = (numbered('8'), numbered('9'));
        let text = format!(
            "INSERT INTO accounts (id, email, email_key, email_verified_at, display_name)
             SELECT {account}, 'student' || n || '@bench.test', 'student' || n || '@bench.test', now(), 'Student ' || n FROM {numbers};
             INSERT INTO sessions (id, account_id, created_at, last_used_at) SELECT {session}, {account}, now(), now() FROM {numbers};"
        );
        self.cluster.connect().batch_execute(&text).expect("newcomers");
        first
    }

    /// One prepared request for each newcomer: the code, typed.
    pub fn redemptions(&self, first: u32, count: u32, code: Code) -> Vec<Vec<u8>> {
        let one = |number: u32| {
            let body = format!(r#"{{"code":"{}"}}"#, code.text(number));
            let token = self.keys.issue(account(number), session(number), false, vec![], Utc::now()).expect("a token");
            request("POST", "/api/v1/me/redemptions", Some(&token), Some(&body))
        };
        (first..first + count).map(one).collect()
    }

    /// An access token of the admin.
    pub fn admin_token(&self) -> String {
        let mut conn = self.cluster.connect();
        let admin = sql("SELECT id AS value FROM accounts WHERE email_key = $1").bind(ADMIN).scalar::<Uuid>(&mut conn).expect("the admin");
        let opened = accounts::open_session(&mut conn, admin, "bench", Utc::now()).expect("a session");
        self.keys.issue(admin, opened.session, false, vec![], Utc::now()).expect("a token")
    }

    /// Fresh statistics and no dirty pages: the same start for each side.
    pub fn settle(&self) {
        self.cluster.connect().batch_execute("CHECKPOINT").expect("a checkpoint");
    }

    pub fn tidy(&self) {
        self.cluster.connect().batch_execute("VACUUM ANALYZE").expect("statistics");
    }

    /// Checks that every redemption is whole; how many there are.
    pub fn whole_redemptions(&self) -> i64 {
        let mut conn = self.cluster.connect();
        let count: i64 = sql("SELECT count(*) AS value FROM redemptions").scalar(&mut conn).expect("a number");
        let whole = sql("SELECT (SELECT spent FROM seat_accounts) = $1 AND (SELECT count(*) FROM students) = $1
                    AND (SELECT count(*) FROM memberships) = $1 AND (SELECT count(*) FROM enrollments) = 2 * $1
                    AND (SELECT count(*) FROM seat_entries WHERE kind = 'spent') = $1 AND (SELECT max(sequence) FROM seat_entries) = $1 + 2
                    AND (SELECT sum(redeemed) FROM codes) = $1 AND (SELECT sum(seats_spent) FROM classrooms) = $1
                    AND (SELECT count(*) FROM events WHERE kind = 'code.redeemed') = $1 AS value")
        .bind(count)
        .scalar::<bool>(&mut conn);
        assert!(whole.expect("an answer"), "a redemption is not whole");
        count
    }
}

fn furnish(conn: &mut PgConnection) {
    let hash = hash_now(&PASSWORD.into(), None).expect("a hash");
    let rules = RULES.len();
    let text = format!(
        "UPDATE accounts SET password_hash = '{hash}', email_verified_at = now();
         INSERT INTO classrooms (id, organization_id, name, kind, audience, created_at, updated_at)
         SELECT gen_random_uuid(), o.id, x.name, 'classroom', 'students', now(), now()
         FROM organizations o, (SELECT 'Room ' || n AS name FROM generate_series(0, {CODES} - 1) n UNION ALL VALUES ('Hot'), ('Roster')
              UNION ALL SELECT 'Rule ' || n FROM generate_series(0, {rules} - 1) n) x;
         INSERT INTO classroom_courses (classroom_id, course_id, position, added_at)
         SELECT k.id, c.id, c.position, now() FROM classrooms k, (SELECT id, row_number() OVER (ORDER BY id) AS position FROM courses LIMIT 2) c;
         INSERT INTO codes (id, organization_id, classroom_id, text, text_key, created_at, updated_at)
         SELECT gen_random_uuid(), k.organization_id, k.id, key, key, now(), now()
         FROM classrooms k, LATERAL (SELECT upper(replace(replace(k.name, 'Room ', ''), ' ', '')) AS short) s,
              LATERAL (SELECT 'BENCH' || s.short AS key) t;
         -- The leak guard looks on, and takes what is measured here for ordinary.
         INSERT INTO leak_guards (organization_id, mode, burst_at_least, burst_times_usual, first_use_at_most, new_domains_at_most,
                                  refused_at_most, updated_at)
         SELECT id, 'on', 100000, 100, 100000, 1000, 100000, now() FROM organizations;
         VACUUM ANALYZE"
    );
    // VACUUM refuses to run in the same batch as others.
    for statement in text.split(';') {
        conn.batch_execute(statement).expect("a furnished school");
    }
    for (index, (name, _, lay)) in RULES.iter().enumerate() {
        conn.batch_execute(&format!("WITH c AS (SELECT * FROM codes WHERE text_key = 'BENCHRULE{index}') {lay}")).expect(name);
    }
    // What classrooms hold back counts in the balance, and the ledger says so.
    let held = "WITH b AS (UPDATE seat_accounts SET held = 1000000, sequence = sequence + 1 RETURNING *)
                INSERT INTO seat_entries (id, organization_id, sequence, kind, held_change, granted, spent, held, classroom_id, occurred_at)
                SELECT gen_random_uuid(), b.organization_id, b.sequence, 'held', b.held, b.granted, b.spent, b.held, k.id, now()
                FROM b, classrooms k WHERE k.seat_allotment IS NOT NULL";
    conn.batch_execute(held).expect("a ledger that adds up");
}

/// An HTTP/1.1 request, ready to be sent.
pub fn request(method: &str, path: &str, token: Option<&str>, body: Option<&str>) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: bench\r\n");
    if let Some(token) = token {
        let _ = write!(text, "authorization: Bearer {token}\r\n");
    }
    if let Some(body) = body {
        let _ = write!(text, "content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    } else {
        text.push_str("\r\n");
    }
    text.into_bytes()
}
