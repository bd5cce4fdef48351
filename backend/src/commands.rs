//! The commands of the program, apart from the server itself.
#![allow(clippy::print_stdout)]

use chrono::{NaiveDate, Utc};
use clap::Args;
use diesel::Connection;
use diesel::PgConnection;
use secrecy::SecretString;
use uuid::Uuid;

use crate::accounts::{self, NewAccount};
use crate::config::{DatabaseConfig, ServeConfig};
use crate::shared::db;
use crate::shared::email::Email;
use crate::shared::error::AppError;
use crate::shared::passwords::hash_now;
use crate::shared::sql::sql;
use crate::shared::telemetry;
use crate::shared::weak_passwords;
use crate::{app, courses, demo, organizations, seats, serve};

/// What went wrong, for a person at a terminal.
type Done = Result<(), String>;

fn tell(error: &AppError) -> String {
    error.cause().map_or_else(|| error.to_string(), str::to_owned)
}

fn connect(config: &DatabaseConfig) -> Result<PgConnection, String> {
    PgConnection::establish(&config.database_url).map_err(|error| format!("cannot reach the database: {error}"))
}

/// Carries out `work` in one transaction.
fn transact<T>(config: &DatabaseConfig, work: impl FnOnce(&mut PgConnection) -> Result<T, AppError>) -> Result<T, String> {
    connect(config)?.transaction(work).map_err(|error| tell(&error))
}

/// `homeroom serve`
pub fn serve(config: &ServeConfig) -> Done {
    telemetry::start_logs();
    serve::serve(config).map_err(|error| error.to_string())
}

/// `homeroom migrate`; also puts the courses that Homeroom comes with into an empty catalog.
pub fn migrate(config: &DatabaseConfig) -> Done {
    let mut conn = connect(config)?;
    let done = db::migrate(&mut conn).map_err(|error| tell(&error))?;
    conn.transaction(|conn| courses::publish_starter_catalog(conn, Utc::now())).map_err(|error: AppError| tell(&error))?;
    match done.len() {
        0 => println!("The database is up to date."),
        count => println!("Migrated: {count} steps."),
    }
    Ok(())
}

/// `homeroom openapi`
pub fn openapi() -> Done {
    print!("{}", app::printed_spec());
    Ok(())
}

/// `homeroom demo`
pub fn demo(config: &DatabaseConfig) -> Done {
    let story = transact(config, |conn| demo::load(conn, Utc::now()))?;
    println!("{story}");
    Ok(())
}

/// An operator to make.
#[derive(Debug, Args)]
pub struct NewOperator {
    #[command(flatten)]
    database: DatabaseConfig,
    /// Their address.
    #[arg(long)]
    email: String,
    /// How they are called.
    #[arg(long)]
    name: String,
    /// Their password, 10 to 200 characters; asked for when absent.
    #[arg(long, env = "HOMEROOM_OPERATOR_PASSWORD", hide_env_values = true)]
    password: Option<SecretString>,
}

/// `homeroom operator create`
pub fn create_operator(new: &NewOperator) -> Done {
    use secrecy::ExposeSecret;
    let email = Email::parse(&new.email).ok_or("this does not look like an email address")?;
    let password = match &new.password {
        Some(password) => password.clone(),
        None => rpassword::prompt_password("Password: ").map_err(|error| error.to_string())?.into(),
    };
    if !(10..=200).contains(&password.expose_secret().chars().count()) {
        return Err("a password has 10 to 200 characters".to_owned());
    }
    weak_passwords::refuse(password.expose_secret(), &[&new.email, &new.name]).map_err(|error| tell(&error))?;
    let now = Utc::now();
    transact(&new.database, |conn| {
        // Hashed like the passwords of others who claim the address, or they could sign in no longer.
        let hash = hash_now(&password, accounts::password_model(conn, &email.key)?.as_deref())?;
        let account = NewAccount {
            email: Some(email),
            email_verified_at: Some(now),
            password_hash: Some(hash),
            display_name: new.name.clone(),
            locale: "en".to_owned(),
            operator: true,
            now,
        };
        accounts::create(conn, &account)
    })?;
    println!("{} can sign in as an operator.", new.email);
    Ok(())
}

/// An organization to create.
#[derive(Debug, Args)]
pub struct NewOrganization {
    #[command(flatten)]
    database: DatabaseConfig,
    /// Its name.
    #[arg(long)]
    name: String,
    /// Its short name: lower-case letters, digits, hyphens.
    #[arg(long)]
    slug: String,
    /// IANA time zone, such as America/New_York.
    #[arg(long)]
    time_zone: String,
    /// The address of its first admin.
    #[arg(long)]
    admin_email: String,
    /// How the admin is called.
    #[arg(long)]
    admin_name: Option<String>,
    /// Where people reach the installation; links in mail start with it.
    #[arg(long, env = "HOMEROOM_PUBLIC_URL", default_value = "http://127.0.0.1:8080")]
    public_url: String,
}

/// `homeroom operator organization`
pub fn create_organization(new: &NewOrganization) -> Done {
    if !crate::shared::clock::is_time_zone(&new.time_zone) {
        return Err(format!("{} is no time zone; use a name such as America/New_York", new.time_zone));
    }
    let organization = organizations::NewOrganization {
        name: new.name.clone(),
        slug: new.slug.clone(),
        time_zone: new.time_zone.clone(),
        now: Utc::now(),
    };
    let id = transact(&new.database, |conn| {
        organizations::create(conn, new.public_url.trim_end_matches('/'), &organization, &new.admin_email, new.admin_name.clone(), None)
    })?;
    println!("{id}");
    Ok(())
}

/// A license to grant.
#[derive(Debug, Args)]
pub struct NewLicense {
    #[command(flatten)]
    database: DatabaseConfig,
    /// The organization's short name.
    #[arg(long)]
    organization: String,
    /// How many seats.
    #[arg(long)]
    seats: i32,
    /// First day, YYYY-MM-DD.
    #[arg(long)]
    starts_on: NaiveDate,
    /// Last day, inclusive.
    #[arg(long)]
    ends_on: NaiveDate,
    /// A note for the operator's records.
    #[arg(long, default_value = "")]
    note: String,
}

/// `homeroom operator license`
pub fn grant_license(new: &NewLicense) -> Done {
    if new.seats < 1 {
        return Err("a license has at least one seat".to_owned());
    }
    let license = seats::NewLicense {
        seats: new.seats,
        starts_on: new.starts_on,
        ends_on: new.ends_on,
        note: new.note.clone(),
        by: None,
        now: Utc::now(),
    };
    let id = transact(&new.database, |conn| {
        let organization: Uuid =
            sql("SELECT id AS value FROM organizations WHERE slug = $1").bind(new.organization.as_str()).scalar(conn)?;
        seats::grant(conn, organization, &license)
    })?;
    println!("{id}");
    Ok(())
}

/// Somebody who lost their second factor.
#[derive(Debug, Args)]
pub struct LostSecondFactor {
    #[command(flatten)]
    database: DatabaseConfig,
    /// Their address, or username.
    #[arg(long)]
    email: String,
    /// Where people reach the installation; links in mail start with it.
    #[arg(long, env = "HOMEROOM_PUBLIC_URL", default_value = "http://127.0.0.1:8080")]
    public_url: String,
}

/// `homeroom operator reset-second-factor`
pub fn reset_second_factor(lost: &LostSecondFactor) -> Done {
    transact(&lost.database, |conn| {
        let account = accounts::find(conn, &lost.email)?;
        accounts::reset_second_factor(conn, lost.public_url.trim_end_matches('/'), account, Utc::now())
    })?;
    println!("{} signs in with the password alone, and is told so by mail.", lost.email);
    Ok(())
}
