//! The user's settings of cargo, as far as we let them have a say: how to reach
//! the registries. Profiles, linkers, wrappers, flags and targets would change
//! what is built, or break it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The tables that are about the network.
const KEPT: [&str; 6] = [
    "credential-alias",
    "http",
    "net",
    "registries",
    "registry",
    "source",
];

/// Keys of these tables whose value is a path.
const PATHS: [&str; 3] = ["cainfo", "directory", "local-registry"];

/// A file that includes others, which include others, ends somewhere.
const DEEPEST: usize = 8;

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// In the form of a file of settings, without any relative path.
    pub(super) table: Table,
    /// What was left out because it cannot be read.
    pub(super) notes: Vec<String>,
}

impl Settings {
    /// What cargo would find if it was called in one of `folders`, nearest
    /// first, and then in its own folder `home`.
    pub(super) fn read(folders: &[&Path], home: Option<&Path>) -> Self {
        let mut settings = Self::default();
        let around = folders.iter().flat_map(|folder| folder.ancestors());
        let mut places: Vec<PathBuf> = around.map(|folder| folder.join(".cargo")).collect();
        places.extend(home.map(Path::to_owned));
        let mut seen = Vec::new();
        for place in places {
            // The older name goes first, as it does for cargo.
            let file = ["config", "config.toml"].map(|name| place.join(name));
            let file = file.into_iter().find(|file| file.is_file());
            if let Some(file) = file.filter(|file| !seen.contains(file)) {
                let found = settings.file(&file, DEEPEST);
                lay_under(&mut settings.table, found);
                seen.push(file);
            }
        }
        settings
    }

    fn file(&mut self, file: &Path, depth: usize) -> Table {
        let text = fs::read_to_string(file).map_err(|error| error.to_string());
        let parsed = text.and_then(|text| {
            let table = text.parse::<Table>();
            table.map_err(|error| error.message().to_owned())
        });
        let mut table = match parsed {
            Ok(table) => table,
            Err(error) => {
                let file = file.display();
                self.notes
                    .push(format!("the settings `{file}` are left out: {error}"));
                return Table::new();
            }
        };
        let included = table.remove("include");
        table.retain(|key, _| KEPT.contains(&key));
        let folder = file.parent().unwrap_or(file);
        // A path means: from the folder that holds the folder of the file.
        make_absolute(&mut table, folder.parent().unwrap_or(folder));
        if depth > 0 {
            // A later one goes before an earlier one, and the file before them all.
            for path in included.iter().flat_map(included_paths).rev() {
                let path = folder.join(path);
                if path.is_file() {
                    let found = self.file(&path, depth - 1);
                    lay_under(&mut table, found);
                }
            }
        }
        table
    }
}

/// `"a.toml"`, or a list of such, or of `{ path = "a.toml" }`.
fn included_paths(value: &Value) -> Vec<&str> {
    match value {
        Value::String(path) => vec![path],
        Value::Array(values) => values.iter().flat_map(included_paths).collect(),
        Value::Table(table) => table.get("path").map(included_paths).unwrap_or_default(),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => Vec::new(),
    }
}

/// Add what `low` says and `high` does not; lists are joined.
fn lay_under(high: &mut Table, low: Table) {
    for (key, value) in low {
        match (high.get_mut(&key), value) {
            (None, value) => {
                high.insert(key, value);
            }
            (Some(Value::Table(high)), Value::Table(low)) => lay_under(high, low),
            (Some(Value::Array(high)), Value::Array(mut low)) => {
                low.append(high);
                *high = low;
            }
            (Some(_), _) => {}
        }
    }
}

/// The settings are read from another place by and by.
fn make_absolute(table: &mut Table, from: &Path) {
    for (key, value) in table.iter_mut() {
        let is_provider = key.contains("credential-provider") || key == "credential-alias";
        match value {
            Value::String(path) if PATHS.contains(&key.as_str()) => *path = joined(from, path),
            Value::Table(aliases) if is_provider => {
                for (_, alias) in aliases.iter_mut() {
                    provider(alias, from);
                }
            }
            Value::Table(inner) => make_absolute(inner, from),
            value if is_provider => provider(value, from),
            Value::String(_)
            | Value::Array(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_) => {}
        }
    }
}

/// The first word of a provider of passwords is a program.
fn provider(value: &mut Value, from: &Path) {
    match value {
        Value::String(words) if !words.starts_with("cargo:") => {
            let program = words.split(' ').next().unwrap_or_default();
            if program.contains('/') {
                *words = joined(from, words);
            }
        }
        Value::Array(words) => {
            if let Some(first) = words.first_mut() {
                provider(first, from);
            }
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_)
        | Value::Table(_) => {}
    }
}

fn joined(from: &Path, path: &str) -> String {
    from.join(path).display().to_string()
}

/// Whether a variable of the environment may change what a compiler or cargo
/// makes. What is about the network may stay.
pub(super) fn changes_a_build(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let network = [
        "CREDENTIAL",
        "HTTP",
        "NET",
        "REGISTRIES",
        "REGISTRY",
        "SOURCE",
    ];
    let is_network = |rest: &str| {
        let table = rest.split('_').next().unwrap_or_default();
        network.contains(&table)
    };
    match name.strip_prefix("CARGO_") {
        Some(rest) => !is_network(rest),
        None => {
            // `RUSTUP_…` chooses the toolchain, and that has been done.
            (name.starts_with("RUST") && !name.starts_with("RUSTUP_"))
                || name.starts_with("CLIPPY_")
                || matches!(&*name, "MAKEFLAGS" | "MFLAGS" | "__CARGO_TEST_ROOT")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A user's folder with these files in it.
    fn user(files: &[(&str, &str)]) -> tempfile::TempDir {
        let user = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = user.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        user
    }

    #[test]
    fn what_is_about_the_network_stays_and_nothing_else() {
        let user = user(&[(
            ".cargo/config.toml",
            "paths = [\"x\"]\n[build]\nrustc-wrapper = \"w\"\n[profile.dev]\npanic = \"abort\"\n\
             [env]\nCC = \"x\"\n[unstable]\nx = true\n[patch.crates-io]\na = { path = \"a\" }\n\
             [target.x86_64-unknown-linux-gnu]\nlinker = \"l\"\n\
             [source.crates-io]\nreplace-with = \"mirror\"\n[source.mirror]\nregistry = \"sparse+https://m/\"\n\
             [http]\nproxy = \"p\"\ncainfo = \"own.pem\"\n[net]\nretry = 5\n",
        )]);
        let home = user.path().join(".cargo");
        let settings = Settings::read(&[], Some(&home));
        let mut keys: Vec<_> = settings.table.keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["http", "net", "source"]);
        let pem = user.path().join("own.pem").display().to_string();
        assert_eq!(
            settings.table["http"]["cainfo"].as_str(),
            Some(pem.as_str())
        );
        assert!(settings.notes.is_empty());
    }

    #[test]
    fn the_nearer_file_wins_and_what_a_file_includes_comes_after_it() {
        let user = user(&[
            ("course/.cargo/config.toml", "[net]\nretry = 1\n"),
            (
                ".cargo/config.toml",
                "include = [\"a.toml\", { path = \"b.toml\" }]\n[net]\nretry = 2\noffline = false\n",
            ),
            (".cargo/a.toml", "[http]\ntimeout = 1\nproxy = \"a\"\n"),
            (
                ".cargo/b.toml",
                "[http]\ntimeout = 2\n[net]\noffline = true\n",
            ),
        ]);
        let course = user.path().join("course");
        let table = Settings::read(&[&course], None).table;
        assert_eq!(table["net"]["retry"].as_integer(), Some(1));
        assert_eq!(table["net"]["offline"].as_bool(), Some(false));
        assert_eq!(table["http"]["timeout"].as_integer(), Some(2));
        assert_eq!(table["http"]["proxy"].as_str(), Some("a"));
    }

    #[test]
    fn a_file_that_is_not_toml_is_left_out_and_named() {
        let user = user(&[(".cargo/config.toml", "[net\n")]);
        let settings = Settings::read(&[], Some(&user.path().join(".cargo")));
        assert!(settings.table.is_empty());
        assert!(settings.notes[0].contains("config.toml` are left out"));
    }

    #[test]
    fn a_file_that_includes_itself_comes_to_an_end() {
        let user = user(&[(
            ".cargo/config.toml",
            "include = \"config.toml\"\n[net]\nretry = 7\n",
        )]);
        let table = Settings::read(&[], Some(&user.path().join(".cargo"))).table;
        assert_eq!(table["net"]["retry"].as_integer(), Some(7));
    }

    #[test]
    fn programs_that_hand_out_passwords_are_found_from_elsewhere() {
        let text = "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n\
                    [registries.own]\ncredential-provider = [\"bin/give\", \"--x\"]\n";
        let user = user(&[("u/.cargo/config.toml", text)]);
        let table = Settings::read(&[&user.path().join("u")], None).table;
        let give = user.path().join("u/bin/give").display().to_string();
        assert_eq!(
            table["registries"]["own"]["credential-provider"][0].as_str(),
            Some(give.as_str())
        );
        let global = &table["registry"]["global-credential-providers"];
        assert_eq!(global[0].as_str(), Some("cargo:token"));
    }

    #[test]
    fn variables_that_change_a_build_are_told_from_those_of_the_network() {
        for name in [
            "RUSTFLAGS",
            "RUSTC_WRAPPER",
            "RUSTC_BOOTSTRAP",
            "RUSTC",
            "RUST_LOG",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_BUILD_TARGET",
            "CARGO_PROFILE_DEV_PANIC",
            "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER",
            "CARGO_INCREMENTAL",
            "CARGO_UNSTABLE_BUILD_STD",
            "CARGO_MAKEFLAGS",
            "CLIPPY_CONF_DIR",
            "MAKEFLAGS",
        ] {
            assert!(changes_a_build(OsStr::new(name)), "{name}");
        }
        for name in [
            "CARGO_HTTP_PROXY",
            "CARGO_NET_OFFLINE",
            "CARGO_REGISTRIES_MIRROR_TOKEN",
            "CARGO_REGISTRY_TOKEN",
            "https_proxy",
            "RUSTUP_HOME",
            "PATH",
            "HOME",
        ] {
            assert!(!changes_a_build(OsStr::new(name)), "{name}");
        }
    }
}
