//! The command line's way in.

fn main() -> std::process::ExitCode {
    partner_portal::cli::main()
}
