//! A database per test, cloned from a template that was migrated once.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use chrono::Utc;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use homeroom::courses;
use homeroom::shared::db;
use homeroom::shared::sql::sql;
use uuid::Uuid;

/// A database that is dropped with it.
pub struct Database {
    pub url: String,
    name: String,
}

fn server_url() -> String {
    std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL names a Postgres that tests may create databases in; `make test` starts one")
}

/// The same server, another database.
fn url_of(name: &str) -> String {
    let url = server_url();
    let (before, query) = url.split_once('?').map_or((url.as_str(), None), |(before, query)| (before, Some(query)));
    let slash = before.rfind('/').expect("a libpq URL");
    format!("{}/{name}{}", &before[..slash], query.map(|query| format!("?{query}")).unwrap_or_default())
}

fn server() -> PgConnection {
    PgConnection::establish(&server_url()).expect("the test server answers")
}

/// The template's name changes with the migrations and the courses that come with Homeroom, so that a kept
/// server never serves an old schema.
fn template_name() -> String {
    let mut hash = DefaultHasher::new();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let mut found: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        found.sort();
        found
    };
    let migrations = inside(&here.join("../migrations")).into_iter().map(|folder| folder.join("up.sql"));
    let courses = inside(&here.join("src/courses/starter")).into_iter().flat_map(|folder| inside(&folder));
    for file in migrations.chain(courses).filter(|file| file.is_file()) {
        std::fs::read(&file).expect("a file").hash(&mut hash);
    }
    format!("template_{:016x}", hash.finish())
}

impl Database {
    /// Clones the template; makes it first if this test is the first.
    pub fn create() -> Database {
        let mut server = server();
        let template = template_name();
        server.batch_execute("SELECT pg_advisory_lock(1)").expect("a lock");
        let exists: bool = sql("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS value")
            .bind(template.as_str())
            .scalar(&mut server)
            .expect("an answer");
        if !exists {
            let making = format!("making_{}", Uuid::now_v7().simple());
            server.batch_execute(&format!("CREATE DATABASE {making}")).expect("a template");
            let mut conn = PgConnection::establish(&url_of(&making)).expect("the template answers");
            db::migrate(&mut conn).expect("migrations apply");
            courses::publish_starter_catalog(&mut conn, Utc::now()).expect("the catalog");
            drop(conn);
            server.batch_execute(&format!("ALTER DATABASE {making} RENAME TO {template}")).expect("a name");
        }
        server.batch_execute("SELECT pg_advisory_unlock(1)").expect("a lock");
        let name = format!("t_{}", Uuid::now_v7().simple());
        server.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).expect("a database");
        Database { url: url_of(&name), name }
    }

    /// An empty database, without a schema.
    pub fn empty() -> Database {
        let name = format!("t_{}", Uuid::now_v7().simple());
        server().batch_execute(&format!("CREATE DATABASE {name}")).expect("a database");
        Database { url: url_of(&name), name }
    }

    /// The database of another house, which drops it.
    pub fn at(url: &str) -> Database {
        Database { url: url.to_owned(), name: String::new() }
    }

    /// A connection for looking behind the scenes.
    pub fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.url).expect("the database answers")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if self.name.is_empty() {
            return;
        }
        if let Ok(mut server) = PgConnection::establish(&server_url()) {
            let _ = server.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}
