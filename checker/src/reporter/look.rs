//! What the place that text is written to can show.

use crate::cli::Colors;
use crate::timeline::Glyphs;

/// How text should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns.
    pub width: usize,
    /// Whether escape sequences for colours are welcome.
    pub colors: bool,
    /// Whether more than ASCII can be shown.
    pub unicode: bool,
}

/// What a [`Look`] is decided by.
pub struct Surroundings<'a> {
    /// `--color`.
    pub colors: Colors,
    /// Whether the text goes to a terminal.
    pub terminal: bool,
    /// The terminal's width, where it is known.
    pub columns: Option<u16>,
    /// The environment.
    pub env: &'a dyn Fn(&str) -> Option<String>,
}

impl Look {
    /// Where nobody says how wide it is.
    pub const DEFAULT_WIDTH: usize = 80;
    /// Longer lines of prose are hard to read.
    const WIDEST_PROSE: usize = 100;

    /// Decide by the flag, the environment and the terminal, in this order.
    #[must_use]
    pub fn detect(around: &Surroundings<'_>) -> Self {
        Self {
            width: width(around),
            colors: colors(around),
            unicode: unicode(around.env),
        }
    }

    /// For pipes and tests: 80 columns of ASCII.
    #[must_use]
    pub fn plain() -> Self {
        Self {
            width: Self::DEFAULT_WIDTH,
            colors: false,
            unicode: false,
        }
    }

    /// How wide a paragraph should be.
    #[must_use]
    pub fn prose(&self) -> usize {
        self.width.min(Self::WIDEST_PROSE)
    }

    /// The characters for pictures.
    #[must_use]
    pub fn glyphs(&self) -> Glyphs {
        if self.unicode {
            Glyphs::Unicode
        } else {
            Glyphs::Ascii
        }
    }

    /// `unicode` where it can be shown, else `ascii`.
    #[must_use]
    pub fn pick<'t>(&self, unicode: &'t str, ascii: &'t str) -> &'t str {
        if self.unicode { unicode } else { ascii }
    }
}

fn width(around: &Surroundings<'_>) -> usize {
    let wish = (around.env)("COLUMNS").and_then(|columns| columns.trim().parse().ok());
    let width = wish.or(around.columns.map(usize::from));
    width
        .filter(|width| *width > 0)
        .unwrap_or(Look::DEFAULT_WIDTH)
}

fn colors(around: &Surroundings<'_>) -> bool {
    match around.colors {
        Colors::Always => return true,
        Colors::Never => return false,
        Colors::Auto => {}
    }
    let set = |name| (around.env)(name).filter(|value| !value.is_empty());
    if set("NO_COLOR").is_some() {
        return false;
    }
    if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    around.terminal && set("TERM").is_none_or(|term| term != "dumb")
}

/// The first of these that is set names the encoding.
fn unicode(env: &dyn Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| env(name).filter(|value| !value.is_empty()));
    match locale {
        Some(locale) => {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        // Windows has no such variables, and its terminals show Unicode.
        None => cfg!(windows),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(env: &[(&str, &str)], colors: Colors, terminal: bool, want: Look) {
        let find = |name: &str| {
            let pair = env.iter().find(|(key, _)| *key == name);
            pair.map(|(_, value)| (*value).to_owned())
        };
        let around = Surroundings {
            colors,
            terminal,
            columns: terminal.then_some(120),
            env: &find,
        };
        assert_eq!(Look::detect(&around), want);
    }

    fn look(width: usize, colors: bool, unicode: bool) -> Look {
        Look {
            width,
            colors,
            unicode,
        }
    }

    #[test]
    fn a_terminal_has_colours_and_its_own_width() {
        let utf8 = ("LANG", "en_US.UTF-8");
        check(&[utf8], Colors::Auto, true, look(120, true, true));
        check(&[utf8], Colors::Auto, false, look(80, false, true));
    }

    #[test]
    fn the_flag_is_stronger_than_the_environment() {
        let env = [("NO_COLOR", "1"), ("LANG", "C.utf8")];
        check(&env, Colors::Auto, true, look(120, false, true));
        check(&env, Colors::Always, false, look(80, true, true));
        let env = [("CLICOLOR_FORCE", "1"), ("LANG", "C.utf8")];
        check(&env, Colors::Auto, false, look(80, true, true));
        check(&env, Colors::Never, true, look(120, false, true));
    }

    #[test]
    fn empty_and_zero_mean_not_set() {
        let env = [("NO_COLOR", ""), ("CLICOLOR_FORCE", "0"), ("COLUMNS", "0")];
        check(
            &env,
            Colors::Auto,
            true,
            look(Look::DEFAULT_WIDTH, true, cfg!(windows)),
        );
    }

    #[test]
    fn a_dumb_terminal_has_no_colours_and_columns_are_honoured() {
        let env = [("TERM", "dumb"), ("COLUMNS", "52"), ("LANG", "C.UTF-8")];
        check(&env, Colors::Auto, true, look(52, false, true));
    }

    #[test]
    fn the_strongest_variable_names_the_encoding() {
        let env = [("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")];
        check(&env, Colors::Auto, false, look(80, false, false));
        let env = [("LC_ALL", ""), ("LC_CTYPE", "de_DE.utf8"), ("LANG", "C")];
        check(&env, Colors::Auto, false, look(80, false, true));
    }
}
