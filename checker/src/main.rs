//! Turns arguments into an exit code and does nothing else.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
