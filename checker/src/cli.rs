//! The command line: clap types only.

mod dev;
mod export;
mod grade;
mod subcommand;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, CommandFactory, FromArgMatches, Parser, ValueEnum};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::PathBuf;

pub use dev::*;
pub use export::{Export, ExportArgs, ReportArgs, ReportFormat};
pub use grade::*;
pub use subcommand::*;

/// Learn concurrency in Rust: save a file, see what ran when
#[derive(Debug, Clone, PartialEq, Parser)]
#[command(name = "workbook", version, styles = STYLES, max_term_width = 100)]
pub struct Cli {
    /// What every command understands.
    #[command(flatten)]
    pub global: Global,
    /// What to do; `watch` on a terminal, else `status`.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command understands.
#[derive(Debug, Clone, PartialEq, Args)]
pub struct Global {
    /// The workbook's folder, instead of the nearest one with an `info.toml`
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "DIR")]
    pub course: Option<PathBuf>,
    /// When to use colours: auto, always, never
    #[arg(
        long = "color",
        global = true,
        help_heading = EVERYWHERE,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub colors: Colors,
    /// Never use the network, not even to fetch crates once
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub offline: bool,
    /// Multiply every deadline, for a slow machine
    #[arg(
        long,
        global = true,
        help_heading = EVERYWHERE,
        value_name = "X",
        default_value_t = 1.0,
        value_parser = positive,
        env = "WORKBOOK_TIMEOUT_SCALE",
        hide_env = true
    )]
    pub timeout_scale: f64,
}

/// The options of every command stand after its own.
const EVERYWHERE: &str = "Options of every command";

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Colors {
    /// On a terminal, unless the environment says otherwise
    #[default]
    Auto,
    /// Also in pipes and files
    Always,
    /// Not at all
    Never,
}

/// Read the command line; `args` starts after the program's name.
///
/// # Errors
///
/// clap's, which is also how `--help` and `--version` come out.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let args = std::iter::once(OsString::from("workbook")).chain(args);
    Cli::from_arg_matches(&command().try_get_matches_from(args)?)
}

/// The whole command line, with its subcommands in groups; also what
/// completions and man pages are made from.
#[must_use]
pub fn command() -> clap::Command {
    let command = Cli::command();
    let groups = groups(&command);
    command.help_template(format!(
        "{{about}}\n\n{{usage-heading}} {{usage}}\n\n\
         Without a command: watch on a terminal, status elsewhere.\n\n\
         {groups}{{options}}\n\n\
         Each command has its own help: workbook run --help"
    ))
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

/// The order of the help.
const GROUPS: [(&str, &[&str]); 6] = [
    (
        "Learn",
        &[
            "watch", "run", "review", "hint", "lesson", "demo", "compare", "docs", "solution",
        ],
    ),
    (
        "Find your way",
        &["status", "stats", "list", "next", "prev", "goto", "open"],
    ),
    ("Check and repair", &["check", "reset", "undo", "doctor"]),
    ("Set up", &["init", "prepare", "completions", "man"]),
    ("For teachers", &["grade", "report"]),
    ("For authors", &["dev"]),
];

fn groups(command: &clap::Command) -> String {
    let mut text = String::new();
    for (title, names) in GROUPS {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{title}:");
        for name in names {
            let about = command.find_subcommand(name).and_then(|c| c.get_about());
            let about = about.map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, "  {name:12} {about}");
        }
        text.push('\n');
    }
    text + "Options:\n"
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        Ok(_) | Err(_) => Err("it must be a number greater than 0, such as 2 or 0.5".to_owned()),
    }
}

#[cfg(test)]
mod tests;
