//! Typing into the search over 50,000 students: what staff type, letter by letter, in both orders, with and
//! without filters; beside it a SELECT by primary key.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use homeroom::shared::sql::sql;
use uuid::Uuid;

use crate::crowd::serve_all;
use crate::machine::{Cluster, Server};
use crate::school::{School, request};
use crate::{Table, ms};

const STUDENTS: u32 = 50_000;
/// What is typed: names, one name of many, half an address, the address of half the school, slips.
const TYPED: [&str; 14] = [
    "maria garcia",
    "josé",
    "jose garcia lo",
    "lopez maria",
    "chen",
    "o'brien",
    "maria.garcia12",
    "student@",
    "searchers.test",
    "example maria",
    "mraia",
    "garcai",
    "zzz",
    "q w",
];

/// 50,000 students of an organization of their own, beside those whom the other figures made.
fn lay(cluster: &Cluster) -> (Uuid, Uuid, Vec<Uuid>) {
    let mut conn = cluster.connect();
    let founding =
        "INSERT INTO organizations (id, name, slug, time_zone) SELECT gen_random_uuid(), 'Searchers', 'searchers', 'America/New_York';
         INSERT INTO seat_accounts (organization_id) SELECT id FROM organizations WHERE slug = 'searchers';
         INSERT INTO staff (id, organization_id, account_id, role, added_at) SELECT gen_random_uuid(), n.id, s.account_id, 'admin', now()
         FROM organizations n, (SELECT account_id FROM staff WHERE role = 'admin' LIMIT 1) s WHERE n.slug = 'searchers';
         INSERT INTO classrooms (id, organization_id, name, kind, audience, created_at, updated_at)
         SELECT gen_random_uuid(), id, 'Searched', 'classroom', 'students', now(), now() FROM organizations WHERE slug = 'searchers'";
    conn.batch_execute(founding).expect("an organization");
    let people = format!(
        "INSERT INTO accounts (id, email, email_key, email_verified_at, display_name)
         SELECT gen_random_uuid(), e, e, CASE WHEN n % 7 > 0 THEN now() END, name FROM (
             SELECT n, first || ' ' || last AS name, lower(normalize(first, NFKD)) AS plain,
                    'p' || n || '.' || lower(replace(last, '''', '')) || '@' || CASE WHEN n % 2 = 0 THEN 'searchers.test' ELSE 'example.com' END AS e
             FROM (SELECT n, (ARRAY['Maria','José','Liam','Emma','Noah','Olivia','Ava','Mia','Lucas','Ethan','Sofía','Isabella','Mateo','Zoë',
                                    'Aiden','Chloe','Daniel','Ella','Grace','Henry','Jack','Julia','Kai','Layla','Mason','Nora','Owen','Priya',
                                    'Quinn','Ryan'])[1 + n * 7919::bigint % 30] AS first,
                          (ARRAY['Garcia','Lopez','Smith','Johnson','Nguyen','Chen','Patel','Kim','Brown','Davis','Miller','Wilson','Moore',
                                 'Taylor','O''Brien','Thomas','Jackson','White','Harris','Martin'])[1 + n * 104729::bigint % 20]
                          || CASE WHEN n % 4 = 0 THEN '' ELSE '-' || chr((65 + n % 26)::int) || 'son' || n % 197 END AS last
                   FROM generate_series(1, {STUDENTS}::bigint) n) x) y;
         INSERT INTO students (id, organization_id, account_id, registered_at)
         SELECT gen_random_uuid(), o.id, a.id, now() - random() * interval '300 days'
         FROM accounts a, organizations o WHERE o.slug = 'searchers' AND a.email_key ~ '^p[0-9]+[.]';
         INSERT INTO memberships (id, organization_id, classroom_id, student_id, joined_at, joined_by)
         SELECT gen_random_uuid(), s.organization_id, k.id, s.id, s.registered_at, 'staff'
         FROM classrooms k JOIN students s ON s.organization_id = k.organization_id WHERE k.name = 'Searched' AND random() < 0.3"
    );
    conn.batch_execute(&people).expect("students");
    conn.batch_execute("VACUUM ANALYZE").expect("statistics");
    let organization = "SELECT id AS value FROM organizations WHERE slug = 'searchers'";
    let organization = sql(organization).scalar::<Uuid>(&mut conn).expect("an id");
    let room = sql("SELECT id AS value FROM classrooms WHERE name = 'Searched'").scalar::<Uuid>(&mut conn).expect("an id");
    let some =
        sql("SELECT array_agg(id) AS value FROM (SELECT id FROM students WHERE organization_id = $1 ORDER BY random() LIMIT 2000) x");
    let some = some.bind(organization).scalar::<Vec<Uuid>>(&mut conn).expect("ids");
    (organization, room, some)
}

/// One request per letter, in each order, of all and of a classroom's, of whoever has confirmed an address.
fn keystrokes(organization: Uuid, room: Uuid, token: &str) -> Vec<Vec<u8>> {
    let mut asked = Vec::new();
    let more =
        [String::new(), "&sort=display_name".into(), format!("&classroom_id={room}"), "&sort=display_name&email_verified=true".into()];
    for typed in TYPED {
        for (at, letter) in typed.char_indices() {
            let letters: String = typed[..at + letter.len_utf8()].bytes().map(|byte| format!("%{byte:02X}")).collect();
            for more in &more {
                let path = format!("/api/v1/organizations/{organization}/students?q={letters}{more}");
                asked.push(request("GET", &path, Some(token), None));
            }
        }
    }
    asked
}

pub fn searching(table: &mut Table, cluster: &Cluster, server: &Server, school: &School<'_>) {
    const TIMES: usize = 5;
    let (organization, room, some) = lay(cluster);
    let once = keystrokes(organization, room, &school.admin_token());
    // Two people at once, each a letter after the other.
    serve_all(&server.address, 2, &once, 200);
    let asked: Vec<Vec<u8>> = (0..TIMES).flat_map(|_| once.clone()).collect();
    let served = serve_all(&server.address, 2, &asked, 200);
    let mut conn = cluster.connect();
    let mut keyed: Vec<Duration> = some
        .iter()
        .map(|id| {
            let start = Instant::now();
            sql("SELECT name_key AS value FROM students WHERE id = $1").bind(*id).scalar::<String>(&mut conn).expect("a name");
            start.elapsed()
        })
        .collect();
    keyed.sort_unstable();
    let by_key = ms(keyed[keyed.len() * 99 / 100]);
    let p99 = ms(served.percentile(0.99));
    table.below("typing into the search over 50,000 students, p99", 50.0, "ms", p99);
    table.tell(
        "  half of the letters within / slowest",
        format!("{:.1} / {:.1} ms", ms(served.percentile(0.5)), ms(served.percentile(1.0))),
    );
    table.tell("  p99 as many times that of a SELECT by primary key", format!("{:.0} ({by_key:.2} ms)", p99 / by_key));
}
