//! Which editor, and how it is told the file. Decides only.

use anyhow::bail;
use std::path::Path;
use std::process::Command;

/// An editor with a window of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Editor {
    pub(super) program: String,
    arguments: Vec<String>,
}

/// These draw into the terminal that they are started from, which is ours.
const IN_THE_TERMINAL: [&str; 17] = [
    "amp", "ed", "elvis", "helix", "hx", "joe", "kak", "mcedit", "micro", "mg", "nano", "ne",
    "nvim", "pico", "vi", "view", "vim",
];

impl Editor {
    /// `wish` is `--editor`; then comes the editor whose terminal this is, then
    /// `VISUAL` and `EDITOR`.
    ///
    /// # Errors
    ///
    /// When there is none, or only one that would need our terminal.
    pub(super) fn choose(
        wish: Option<&str>,
        env: &dyn Fn(&str) -> Option<String>,
        file: &Path,
    ) -> anyhow::Result<Self> {
        let set = |name: &str| env(name).filter(|value| !value.trim().is_empty());
        let wish = wish.map(str::to_owned);
        let around = || around(&set).map(str::to_owned);
        let command = wish
            .or_else(around)
            .or_else(|| set("VISUAL"))
            .or_else(|| set("EDITOR"));
        let shown = file.display();
        let Some(command) = command else {
            bail!(
                "no editor is known; name one with `--editor`, such as `--editor code`, set \
                 VISUAL, or open `{shown}` yourself"
            );
        };
        let editor = Self::parse(&command);
        if editor.needs_a_terminal() {
            bail!(
                "`{}` needs a terminal of its own: open `{shown}` there, or name an editor with \
                 a window by `--editor`",
                editor.program
            );
        }
        Ok(editor)
    }

    /// `code --wait` is a program and an argument; a path may hold blanks.
    fn parse(command: &str) -> Self {
        let command = command.trim();
        if Path::new(command).is_file() {
            return Self {
                program: command.to_owned(),
                arguments: Vec::new(),
            };
        }
        let mut words = command.split_whitespace().map(str::to_owned);
        Self {
            program: words.next().unwrap_or_default(),
            arguments: words.collect(),
        }
    }

    /// The program's name without its folder and its ending.
    fn name(&self) -> String {
        let name = Path::new(&self.program).file_stem();
        name.map(|name| name.to_string_lossy().to_lowercase())
            .unwrap_or_default()
    }

    fn needs_a_terminal(&self) -> bool {
        let name = self.name();
        let asked = ["-nw", "-t", "-tty", "--tty"];
        let in_terminal = self.arguments.iter().any(|a| asked.contains(&a.as_str()));
        IN_THE_TERMINAL.contains(&name.as_str()) || (name.starts_with("emacs") && in_terminal)
    }

    /// Open `file`, at a line and a column where the editor can.
    pub(super) fn command(&self, file: &Path, at: Option<(u32, u32)>) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        let Some((line, column)) = at else {
            command.arg(file);
            return command;
        };
        let with_place = format!("{}:{line}:{column}", file.display());
        match self.name().as_str() {
            "code" | "code-insiders" | "codium" | "cursor" | "windsurf" => {
                command.arg("--goto").arg(with_place)
            }
            "zed" | "zeditor" | "subl" => command.arg(with_place),
            "rustrover" | "idea" | "clion" | "kate" => {
                command.args(["--line", &line.to_string()]).arg(file)
            }
            "gedit" | "emacs" | "emacsclient" | "gvim" | "mvim" => {
                command.arg(format!("+{line}")).arg(file)
            }
            _ => command.arg(file),
        };
        command
    }
}

/// The editor whose built-in terminal this is.
fn around(set: &dyn Fn(&str) -> Option<String>) -> Option<&'static str> {
    if set("ZED_TERM").is_some() {
        return Some("zed");
    }
    if set("TERM_PROGRAM").as_deref() != Some("vscode") {
        return None;
    }
    // Its relatives call themselves the same.
    let askpass = set("VSCODE_GIT_ASKPASS_NODE")
        .unwrap_or_default()
        .to_lowercase();
    let relatives = ["cursor", "windsurf", "codium"];
    let relative = relatives.into_iter().find(|name| askpass.contains(name));
    Some(relative.unwrap_or("code"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(wish: Option<&str>, env: &[(&str, &str)], want: Result<&str, &str>) {
        let find = |name: &str| {
            let pair = env.iter().find(|(key, _)| *key == name);
            pair.map(|(_, value)| (*value).to_owned())
        };
        let file = Path::new("exercises/a b.rs");
        match (Editor::choose(wish, &find, file), want) {
            (Ok(editor), Ok(want)) => {
                let command = editor.command(file, Some((12, 5)));
                assert_eq!(format!("{command:?}"), want);
            }
            (Err(error), Err(want)) => {
                let error = error.to_string();
                assert!(error.contains(want) && error.contains("a b.rs"), "{error}");
            }
            (got, want) => panic!("{got:?} instead of {want:?}"),
        }
    }

    #[test]
    fn the_flag_wins_then_the_terminal_then_the_variables() {
        let vscode = ("TERM_PROGRAM", "vscode");
        let visual = ("VISUAL", "gedit -s");
        let zed = r#""zed" "exercises/a b.rs:12:5""#;
        let code = r#""code" "--goto" "exercises/a b.rs:12:5""#;
        check(Some("zed"), &[vscode, visual], Ok(zed));
        check(None, &[vscode, visual], Ok(code));
        check(
            None,
            &[visual],
            Ok(r#""gedit" "-s" "+12" "exercises/a b.rs""#),
        );
        check(
            None,
            &[("EDITOR", "xyz")],
            Ok(r#""xyz" "exercises/a b.rs""#),
        );
    }

    #[test]
    fn relatives_of_code_are_told_apart() {
        let node = "/opt/Cursor/resources/node";
        let env = [
            ("TERM_PROGRAM", "vscode"),
            ("VSCODE_GIT_ASKPASS_NODE", node),
        ];
        check(
            None,
            &env,
            Ok(r#""cursor" "--goto" "exercises/a b.rs:12:5""#),
        );
    }

    #[test]
    fn an_editor_that_needs_our_terminal_is_not_started() {
        for editor in ["vim", "/usr/bin/nvim -p", "hx", "emacsclient -t"] {
            check(
                None,
                &[("EDITOR", editor)],
                Err("needs a terminal of its own"),
            );
        }
        check(Some("nano"), &[], Err("`nano` needs"));
    }

    #[test]
    fn without_any_editor_the_file_is_named() {
        check(None, &[("VISUAL", " ")], Err("no editor is known"));
    }
}
