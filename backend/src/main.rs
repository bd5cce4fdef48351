//! The `homeroom` program: `serve`, `migrate`, `openapi`, `operator`, `demo`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use homeroom::commands;
use homeroom::config::{DatabaseConfig, ServeConfig};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Codes that turn into enrolled, organized, measurable students.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the site.
    Serve(Box<ServeConfig>),
    /// Bring the database's schema up to date.
    Migrate(DatabaseConfig),
    /// Print the specification of the API (OpenAPI 3.1).
    Openapi,
    /// Load the demo school, into an empty database only.
    Demo(DatabaseConfig),
    /// What runs the installation.
    #[command(subcommand)]
    Operator(OperatorCommand),
}

#[derive(Subcommand)]
enum OperatorCommand {
    /// Make an operator's account. The password comes from HOMEROOM_OPERATOR_PASSWORD or a prompt.
    Create(commands::NewOperator),
    /// Create an organization with its first admin, who is mailed a link to choose a password.
    Organization(commands::NewOrganization),
    /// Take the second factor from somebody who lost phone and recovery codes. Make sure first who is asking.
    ResetSecondFactor(commands::LostSecondFactor),
    /// Grant a license.
    License(commands::NewLicense),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(config) => commands::serve(&config),
        Command::Migrate(config) => commands::migrate(&config),
        Command::Openapi => commands::openapi(),
        Command::Demo(config) => commands::demo(&config),
        Command::Operator(OperatorCommand::Create(new)) => commands::create_operator(&new),
        Command::Operator(OperatorCommand::Organization(new)) => commands::create_organization(&new),
        Command::Operator(OperatorCommand::ResetSecondFactor(lost)) => commands::reset_second_factor(&lost),
        Command::Operator(OperatorCommand::License(new)) => commands::grant_license(&new),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("homeroom: {fault}");
            ExitCode::FAILURE
        }
    }
}
