//! Cargo cannot see which files a macro reads: without this, a migration added or a SPA built after
//! the first compilation would be missing from the binary.

fn main() {
    // A fresh clone has no SPA yet; the macro that embeds it wants the folder all the same.
    let spa = "../frontend/dist";
    if let Err(error) = std::fs::create_dir_all(spa) {
        println!("cargo::warning={spa}: {error}");
    }
    println!("cargo::rerun-if-changed=../migrations");
    // A debug build reads the SPA from disk, and need not be made again for it.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed={spa}");
    }
}
