//! What grading costs in processor time, as the table of README.
//!
//! Run it by hand with `cargo bench -p workbook --bench cost`; `-- --short` is
//! for CI, where it only has to come to its end.

use std::path::Path;
use std::process::Command;

fn main() {
    let short = std::env::args().any(|argument| argument == "--short");
    let (few, many) = if short { ("3", "6") } else { ("50", "2000") };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/cost/measure");
    let status = Command::new(script)
        .env("WORKBOOK", env!("CARGO_BIN_EXE_workbook"))
        .env("FEW", few)
        .env("MANY", many)
        .status();
    assert!(status.expect("the script starts").success());
}
