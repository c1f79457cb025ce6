//! The Rust toolchain.

use super::Line;
use crate::toolchain::Toolchain;

pub(super) fn lines() -> Vec<Line> {
    let toolchain = match Toolchain::find(None) {
        Ok(toolchain) => toolchain,
        Err(error) => return vec![Line::missing("rustc", format!("{error:#}"))],
    };
    let rustc = format!(
        "{}, for {}, at {}",
        toolchain.short_version(),
        toolchain.host(),
        toolchain.rustc.display()
    );
    let cargo = Line::fine("cargo", toolchain.cargo.display().to_string());
    let clippy = match &toolchain.clippy_driver {
        Some(clippy) => Line::fine("clippy", clippy.display().to_string()),
        None => Line::advice(
            "clippy",
            "not installed, so no lints are shown after a pass; `rustup component add clippy` \
             installs it",
        ),
    };
    vec![Line::fine("rustc", rustc), cargo, clippy]
}
