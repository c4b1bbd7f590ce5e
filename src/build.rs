//! Compiles the one file that is not Rust: the time limit for statements of SQLite (`store/db/sqlite_time_limit.c`).

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    println!("cargo:rerun-if-changed=src/store/db/sqlite_time_limit.c");
    // Where SQLite is a library of the system, it was not compiled to ask for the limit.
    let Ok(include) = env::var("DEP_SQLITE3_INCLUDE") else { return };
    cc::Build::new().file("src/store/db/sqlite_time_limit.c").include(include).compile("portal_sqlite_time_limit");
    // SQLite asks for it by name; linkers that read libraries in order would have passed it by then.
    println!("cargo:rustc-link-arg=-Wl,-u,portal_time_limit_init");
}
