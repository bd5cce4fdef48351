//! The other side: pgbench calling the same work as one prepared SQL call. The call is a plpgsql
//! function around the two statements of `codes/store/redeeming.rs`, with the decision of
//! `codes/decide.rs` between them, so that it reads the same facts and writes the same rows.

use std::path::{Path, PathBuf};
use std::process::Command;

use diesel::connection::SimpleConnection;
use homeroom::codes::FACTS;
use homeroom::shared::sql::sql;

use crate::machine::Cluster;
use crate::school::Code;

const REDEEMING: &str = include_str!("../../src/codes/store/redeeming.rs");

/// The SQL of one function of that file, with what it binds said in the words of the function below.
fn statement_of(function: &str, new_id: &str) -> String {
    let body = REDEEMING.split_once(&format!("fn {function}(")).expect("the function is there").1;
    let (text, after) = body.split_once("sql(\"").and_then(|(_, rest)| rest.split_once("\")")).expect("its statement");
    let binds = after.lines().map(str::trim).skip_while(|line| line.is_empty()).map_while(|line| line.strip_prefix(".bind("));
    let binds: Vec<String> = binds.map(|line| in_sql(line.strip_suffix(')').expect("a bind on one line"), new_id)).collect();
    // From the highest number down, and marked first: neither is $1 found in $12, nor in what was filled in.
    let marked = (1..=binds.len()).rev().fold(text.to_owned(), |text, number| text.replace(&format!("${number}"), &format!("<{number}>")));
    assert!(!marked.contains('$'), "more placeholders than binds: {marked}");
    (1..).zip(binds).fold(marked, |text, (number, value)| text.replace(&format!("<{number}>"), &format!("({value})")))
}

/// A bound value, as plpgsql says it.
fn in_sql(bound: &str, new_id: &str) -> String {
    match bound {
        "entry.account" => "$2".to_owned(),
        "entry.now" => "$3".to_owned(),
        "Uuid::now_v7()" => new_id.to_owned(),
        "entry.redemption" => "redemption".to_owned(),
        "entry.seat.is_some()" => "spends".to_owned(),
        "entry.seat == Some(Seat::Held)" => "from_held".to_owned(),
        "counts" => "f.redemption_id IS NULL".to_owned(),
        _ if bound.starts_with("facts.student_id.unwrap_or") => "student".to_owned(),
        "address_that_counted(facts)" => "CASE WHEN cardinality(f.domains) > 0 THEN f.email_key END".to_owned(),
        _ => {
            let name = bound.strip_prefix("facts.").unwrap_or_else(|| panic!("this bench does not know what `{bound}` is"));
            match name.strip_suffix(".is_some()") {
                Some(name) => format!("f.{name} IS NOT NULL"),
                None => format!("f.{}", name.strip_suffix(".clone()").unwrap_or(name)),
            }
        }
    }
}

/// Makes `bench_redeem(key, account, now)`.
pub fn make_function(cluster: &Cluster) {
    let mut conn = cluster.connect();
    let version: String = sql("SELECT current_setting('server_version_num') AS value").scalar(&mut conn).expect("a version");
    let new_id = if version.parse::<u32>().expect("a number") >= 180_000 { "uuidv7()" } else { "gen_random_uuid()" };
    // The function's own arguments have the same numbers.
    let facts = FACTS.replace("$4", "('127.0.0.1')");
    let enter = statement_of("write", new_id);
    let function = format!(
        "CREATE FUNCTION bench_redeem(text, uuid, timestamptz) RETURNS text LANGUAGE plpgsql AS $bench$
         #variable_conflict use_column
         DECLARE f record; done text; from_held boolean; spends boolean; redemption uuid; student uuid;
         BEGIN
             SELECT x.* INTO f FROM ({facts}) x;
             IF f.code_id IS NULL THEN RETURN 'code-unknown'; END IF;
             IF f.redemption_id IS NOT NULL AND (f.member OR f.classroom_id IS NULL) THEN RETURN 'already'; END IF;
             IF f.organization_suspended THEN RETURN 'organization-suspended'; END IF;
             IF f.deleted THEN RETURN 'code-deleted'; END IF;
             IF NOT f.enabled THEN RETURN 'code-paused'; END IF;
             IF f.today < f.valid_from THEN RETURN 'code-not-yet-valid'; END IF;
             IF f.today > f.valid_till THEN RETURN 'code-expired'; END IF;
             IF f.has_windows AND NOT EXISTS (SELECT FROM unnest(f.opens, f.closes) AS w (opens, closes) WHERE f.minute >= w.opens AND f.minute < w.closes) THEN
                 RETURN 'code-outside-window';
             END IF;
             IF f.staff AND f.student_id IS NULL THEN RETURN 'confirm-learner'; END IF;
             IF cardinality(f.domains) > 0 AND NOT (split_part(f.email_key, '@', 2) = ANY (f.domains)) THEN RETURN 'domain-not-allowed'; END IF;
             IF NOT f.network_allowed THEN RETURN 'ip-not-allowed'; END IF;
             IF f.blocked THEN RETURN 'member-blocked'; END IF;
             IF f.redemption_id IS NOT NULL AND f.last_left IN ('removed', 'transferred', 'rollover') THEN RETURN 'member-removed'; END IF;
             IF f.redemption_id IS NULL AND f.redeemed >= f.max_redemptions THEN RETURN 'code-exhausted'; END IF;
             spends := f.student_id IS NULL;
             from_held := spends AND f.seats_held > 0;
             IF spends THEN
                 IF NOT f.license_active THEN RETURN 'license-inactive'; END IF;
                 IF NOT from_held AND f.seat_allotment IS NOT NULL AND NOT f.borrows THEN RETURN 'classroom-full'; END IF;
                 IF NOT from_held AND f.free_seats <= 0 THEN RETURN 'no-seats-left'; END IF;
             END IF;
             IF f.needs_approval THEN RETURN 'pending_approval'; END IF;
             redemption := coalesce(f.redemption_id, {new_id});
             student := coalesce(f.student_id, {new_id});
             {enter} INTO done;
             RETURN 'redeemed';
         END $bench$"
    );
    conn.batch_execute(&function).expect("the function of the other side");
    // A refusal ends pgbench instead of being counted.
    conn.batch_execute(
        "CREATE FUNCTION bench_must_redeem(key text, account uuid) RETURNS void LANGUAGE plpgsql AS $bench$
         DECLARE said text := bench_redeem(key, account, now());
         BEGIN IF said <> 'redeemed' THEN RAISE EXCEPTION '%', said; END IF; END $bench$",
    )
    .expect("its guard");
}

/// Where pgbench is: beside the Postgres that the cluster runs on.
fn pgbench() -> PathBuf {
    if let Ok(folder) = std::env::var("HOMEROOM_POSTGRES_BIN") {
        return Path::new(&folder).join("pgbench");
    }
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.homeroom/postgres");
    let folder = std::fs::read_to_string(home.join("bin-directory")).expect("postgres.sh installed a Postgres");
    home.join(folder.trim()).join("pgbench")
}

/// Redemptions per second by so many clients; each of `count` newcomers from `first` on does it once.
pub fn redeem(cluster: &Cluster, folder: &Path, clients: u32, first: u32, count: u32, code: Code) -> f64 {
    let key = match code {
        Code::Spread => format!("'BENCH' || (:n::int % {})", crate::school::CODES),
        other => format!("'{}'", other.text(0)),
    };
    let script = format!(
        "\\set i :i + 1\n\\set n :base + :client_id * :per + :i\n\
         SELECT bench_must_redeem({key}, ('00000000-0000-7000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid);\n"
    );
    let path = folder.join("redeem.pgbench");
    std::fs::write(&path, script).expect("a script");
    let per = count / clients;
    let mut command = Command::new(pgbench());
    command.args(["--no-vacuum", "--protocol=prepared", "--jobs=2", "-D", "i=-1"]);
    command.args(["-D", &format!("base={first}"), "-D", &format!("per={per}")]);
    command.args([format!("--client={clients}"), format!("--transactions={per}")]);
    let output = command.arg("--file").arg(path).arg(&cluster.url).output().expect("pgbench runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "pgbench: {said}{}", String::from_utf8_lossy(&output.stderr));
    let speed = said.lines().find_map(|line| line.strip_prefix("tps = ")).and_then(|rest| rest.split(' ').next());
    speed.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("no speed in: {said}"))
}
