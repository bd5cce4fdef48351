//! Counts the SQL statements that reach a database.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};

/// By the address of the database, since tests may share a process.
static COUNTS: LazyLock<Mutex<HashMap<String, usize>>> = LazyLock::new(Mutex::default);

fn counts() -> MutexGuard<'static, HashMap<String, usize>> {
    COUNTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One connection's ear.
#[derive(Default)]
struct Listener {
    url: String,
}

impl Instrumentation for Listener {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => url.clone_into(&mut self.url),
            InstrumentationEvent::StartQuery { .. } => *counts().entry(self.url.clone()).or_default() += 1,
            _ => {}
        }
    }
}

/// Starts listening to connections that are opened from now on.
pub fn listen() {
    set_default_instrumentation(|| Some(Box::new(Listener::default()))).expect("nobody holds the lock");
}

/// How many statements reached this database so far.
pub fn statements(url: &str) -> usize {
    counts().get(url).copied().unwrap_or(0)
}
