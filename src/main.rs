//! The program's entry point.

fn main() -> std::process::ExitCode {
    partner_portal::cli::main()
}
