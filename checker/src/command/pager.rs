//! Long texts on a terminal go through a pager, as git does it: `$PAGER`, else `less`.

use super::context::Context;
use crate::process::start_tool;
use anyhow::Context as _;
use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::env;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// What is asked for where nobody names another one.
const USUAL: &str = "less";

/// Show `text`: as it is where no terminal shows it or where it fits, else page by page.
pub(super) fn show(text: &str, context: &mut Context<'_>) -> anyhow::Result<()> {
    let pager = pager(env::var("PAGER").ok());
    let paged = match pager {
        Some(pager) if context.terminals.stdout && !fits(text) => page(text, &pager)?,
        Some(_) | None => false,
    };
    if !paged {
        context.write(text)?;
    }
    Ok(())
}

/// None at all for `PAGER=cat` and for an empty one.
fn pager(wish: Option<String>) -> Option<String> {
    let pager = wish.unwrap_or_else(|| USUAL.to_owned());
    let pager = pager.trim();
    (!pager.is_empty() && pager != "cat").then(|| pager.to_owned())
}

/// With the prompt that comes after it.
fn fits(text: &str) -> bool {
    let size = console::Term::stdout().size_checked();
    size.is_some_and(|(rows, _)| text.lines().count() < usize::from(rows))
}

/// Whether the pager could show it.
fn page(text: &str, pager: &str) -> anyhow::Result<bool> {
    /// What a shell says of a program that it cannot start.
    const NOT_STARTED: [i32; 2] = [126, 127];
    let mut command = Command::new("sh");
    command.arg("-c").arg(pager).stdin(Stdio::piped());
    // As git does: end where all is seen, show colours, leave the text on the screen.
    if env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    if env::var_os("LV").is_none() {
        command.env("LV", "-c");
    }
    // Ctrl-C is for the pager, which gives the terminal back by itself.
    let handled = flag::register(SIGINT, Arc::default());
    let started = start_tool(&mut command);
    let (mut child, _tool) = started.context("failed to start `sh` for the pager")?;
    let written = match child.stdin.take() {
        Some(mut input) => input.write_all(text.as_bytes()),
        None => Ok(()),
    };
    let ended = child.wait().context("failed to wait for the pager")?;
    if let Ok(handled) = handled {
        signal_hook::low_level::unregister(handled);
    }
    if ended.code().is_some_and(|code| NOT_STARTED.contains(&code)) {
        return Ok(false);
    }
    match written {
        // Nobody reads to the end who has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).with_context(|| format!("failed to write to the pager `{pager}`"))
        }
        Ok(()) | Err(_) => Ok(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pager_is_the_one_that_was_asked_for() {
        let pager = |wish: &str| pager(Some(wish.to_owned()));
        assert_eq!(super::pager(None).as_deref(), Some("less"));
        assert_eq!(pager("more -e").as_deref(), Some("more -e"));
        assert_eq!(pager(""), None);
        assert_eq!(pager("cat"), None);
    }
}
