//! The program's entry point.

/// Takes less time than the system's allocator when many threads allocate, and gives memory back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    partner_portal::cli::main()
}
