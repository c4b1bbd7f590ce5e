//! Compiles the two files that are not Rust: the time limit for statements of SQLite (`store/db/sqlite_time_limit.c`)
//! and the settings of the allocator (`store/db/allocator.c`).

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../store/db/sqlite_time_limit.c");
    println!("cargo:rerun-if-changed=../store/db/allocator.c");
    cc::Build::new().file("../store/db/allocator.c").link_lib_modifier("+whole-archive").compile("portal_allocator");
    // With the system's SQLite the limit cannot be used: that library was compiled without it.
    let Ok(include) = env::var("DEP_SQLITE3_INCLUDE") else { return };
    cc::Build::new()
        .file("../store/db/sqlite_time_limit.c")
        .include(include)
        // SQLite refers to it by name. Linkers that read libraries in order would otherwise skip it.
        .link_lib_modifier("+whole-archive")
        .compile("portal_sqlite_time_limit");
}
