//! The house keeps its shape: who may know of whom, who speaks HTTP, who writes which table, who asks
//! the clock. Read off the source, so that a breach fails with the file's name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Not called http.rs or wire.rs, and still about HTTP, each for its reason.
const ALSO_HTTP: [&str; 13] = [
    "courses/quiz.rs",        // a quiz in files, over HTTP and in the database is the same
    "accounts/caller.rs",     // permission, as a handler's argument
    "organizations/staff.rs", // how a member of staff is shown, for classrooms too
    "students/mine.rs",       // the learner's own pages
    "codes/learner.rs",       // typing a code
    "codes/lookup.rs",        // the join page
    "codes/approvals.rs",     // what waits for staff
    "codes/batches.rs",       // many codes at once
    "codes/check.rs",         // a code judged before it is made
    "codes/warnings.rs",      // what of a code deserves a second look
    "codes/life.rs",          // rotating a code, and its history
    "codes/rules.rs",         // a code's rules on the wire
    "codes/guess.rs",         // counting guesses by the request's address
];

/// A redemption is one statement over the tables of several slices; see the file's own words.
const WRITES_ACROSS: &str = "codes/store/redeeming.rs";

/// What starts things has the clock; everybody else is told the time.
const MAY_ASK_THE_CLOCK: [&str; 2] = ["shared/clock.rs", "commands.rs"];

/// A source file: its path below src/, and its code without comments and without its tests.
struct Source {
    path: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    gather(&root, &root, &mut found);
    found
}

fn gather(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, found);
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let path = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            found.push(Source { path, code: code.collect::<Vec<_>>().join("\n") });
        }
    }
}

impl Source {
    /// The slice, or the file at the top, that it belongs to.
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    fn is_store(&self) -> bool {
        self.path.ends_with("/store.rs") || self.path.contains("/store/")
    }

    fn is_http(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap();
        name == "http.rs" || name == "wire.rs" || self.path.contains("/http/") || ALSO_HTTP.contains(&self.path.as_str())
    }

    /// What it names of this crate: the first word of every `crate::..`, also inside braces.
    fn knows(&self) -> BTreeSet<&str> {
        let paths = self.code.split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap().split(',').collect::<Vec<_>>(),
            None => vec![rest],
        });
        let names = paths.filter_map(|path| path.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next());
        // A list over several lines ends with a comma.
        names.filter(|name| !name.is_empty()).collect()
    }
}

/// The order as lib.rs tells it.
fn order() -> Vec<String> {
    let lib = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let words: String = lib.lines().filter_map(|line| line.strip_prefix("//!")).collect();
    let list = words.split('`').find(|code| code.contains(" < ")).expect("lib.rs tells the order of the slices");
    list.split('<').map(|name| name.trim().to_owned()).collect()
}

/// The rooms between `shared` and `app`.
fn slices() -> Vec<String> {
    let order = order();
    order[1..order.len() - 1].to_vec()
}

#[test]
fn every_slice_has_its_place_in_the_order() {
    let rooms: BTreeSet<String> =
        sources().iter().filter(|file| file.path.ends_with("/mod.rs")).map(|file| file.room().to_owned()).collect();
    let order: BTreeSet<String> = order().into_iter().filter(|name| name != "app").collect();
    assert_eq!(rooms, order);
}

#[test]
fn imports_point_to_the_left() {
    let order = order();
    let place = |name: &str| order.iter().position(|one| one == name);
    let app = sources().into_iter().find(|file| file.path == "app.rs").unwrap();
    assert!(app.knows().is_superset(&["codes", "shared"].into()), "the reading finds imports: {:?}", app.knows());
    for file in sources() {
        let Some(here) = place(file.room()) else { continue };
        for name in file.knows() {
            // The macro for row types is defined in shared and lives at the crate's root.
            let there = if name == "row" { Some(0) } else { place(name) };
            let there = there.unwrap_or_else(|| panic!("{} knows {name}, which only starts the program", file.path));
            assert!(there <= here, "{} knows {name}, which stands to its right", file.path);
        }
    }
}

#[test]
fn modules_inside_a_slice_are_private() {
    for file in sources() {
        if slices().iter().any(|slice| file.path == format!("{slice}/mod.rs")) {
            assert!(!file.code.contains("pub mod "), "{} opens a module that belongs to it alone", file.path);
        }
    }
}

#[test]
fn only_what_speaks_http_names_its_libraries() {
    let mut excused = BTreeSet::new();
    for file in sources().iter().filter(|file| slices().iter().any(|slice| slice == file.room())) {
        let names = ["actix", "utoipa"].iter().any(|library| file.code.contains(library));
        assert!(!names || file.is_http(), "{} names HTTP's libraries: that belongs into http.rs or wire.rs", file.path);
        if names && ALSO_HTTP.contains(&file.path.as_str()) {
            excused.insert(file.path.clone());
        }
    }
    assert_eq!(excused, ALSO_HTTP.map(str::to_owned).into(), "an exception that nobody needs is to be taken off the list");
}

#[test]
fn only_stores_speak_sql() {
    for file in sources().iter().filter(|file| slices().iter().any(|slice| slice == file.room())) {
        let speaks = file.code.contains("sql(\"") || file.code.contains("sql(members!") || file.code.contains("sql_query");
        assert!(!speaks || file.is_store(), "{} has SQL outside of its store", file.path);
    }
}

#[test]
fn a_table_is_written_by_one_slice() {
    let mut writers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    // The demo school tidies up after itself; it starts from an empty database.
    for file in sources().iter().filter(|file| file.path != WRITES_ACROSS && file.room() != "demo") {
        for verb in ["INSERT INTO ", "DELETE FROM ", "UPDATE "] {
            for rest in file.code.split(verb).skip(1) {
                let table: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if !table.is_empty() {
                    writers.entry(table).or_default().insert(file.room().to_owned());
                }
            }
        }
    }
    assert!(writers.len() > 15, "the reading finds the tables: {writers:?}");
    for (table, slices) in writers {
        assert_eq!(slices.len(), 1, "{table} is written by {slices:?}");
    }
}

#[test]
fn time_comes_in_as_an_argument() {
    for file in sources() {
        let asks = ["Utc::now", "Local::now", "SystemTime::now"].iter().any(|clock| file.code.contains(clock));
        assert!(!asks || MAY_ASK_THE_CLOCK.contains(&file.path.as_str()), "{} asks the clock behind its caller's back", file.path);
    }
}
