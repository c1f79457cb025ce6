//! Public items as they are written in a source of ours, which rustfmt has formatted:
//! what begins a line is an item, and what is indented by four belongs to it.

/// What is public in a file.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// What the file says of itself.
    pub(super) about: String,
    /// In the order of the file.
    pub(super) items: Vec<Item>,
}

/// One item.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// Its name.
    pub(super) name: String,
    /// How it is declared, without what is private.
    pub(super) declaration: String,
    /// What is said of it.
    pub(super) docs: String,
    /// Its functions, in groups.
    pub(super) groups: Vec<Group>,
}

/// The functions of one `impl`.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// What is said of all of them.
    pub(super) docs: String,
    /// How each is called, and what is said of it.
    pub(super) functions: Vec<(String, String)>,
}

impl Source {
    /// Read `text`.
    pub(super) fn read(text: &str) -> Self {
        let mut source = Self::default();
        let (mut docs, mut derives) = (String::new(), String::new());
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            if let Some(about) = line.strip_prefix("//!") {
                push(&mut source.about, about);
            } else if let Some(doc) = line.strip_prefix("///") {
                push(&mut docs, doc);
            } else if line.starts_with("#[derive(") {
                derives = format!("{line}\n");
            } else if line.starts_with("#[") || line.starts_with(')') {
                // Other attributes are for the compiler.
            } else {
                let rest: Vec<&str> = match line.ends_with('{') || line.ends_with('(') {
                    true => (lines.by_ref())
                        .take_while(|line| line.starts_with(' ') || line.is_empty())
                        .collect(),
                    false => Vec::new(),
                };
                let (docs, derives) = (std::mem::take(&mut docs), std::mem::take(&mut derives));
                source.take(line, &rest, docs, &derives);
            }
        }
        source
    }

    /// Take in what begins with the line `head` and goes on with `body`.
    fn take(&mut self, head: &str, body: &[&str], docs: String, derives: &str) {
        if let Some(whose) = head.strip_prefix("impl") {
            let whose = after_generics(whose);
            let name = name(whose);
            let item = self.items.iter_mut().find(|item| item.name == name);
            if let Some(item) = item.filter(|_| !whose.contains(" for ")) {
                let functions = functions(body);
                if !functions.is_empty() {
                    item.groups.push(Group { docs, functions });
                }
            }
        } else if let Some((_, rest)) = is_item(head) {
            let declaration = declaration(head, body);
            self.items.push(Item {
                name: name(rest),
                declaration: format!("{derives}{declaration}"),
                docs,
                groups: Vec::new(),
            });
        }
    }
}

/// The word for the kind of a public item, and what follows it.
fn is_item(head: &str) -> Option<(&str, &str)> {
    let rest = head.strip_prefix("pub ")?;
    let rest = rest
        .strip_prefix("const fn")
        .map_or(rest, |_| &rest["const ".len()..]);
    let rest = rest.strip_prefix("async ").unwrap_or(rest);
    let (word, rest) = rest.split_once(' ')?;
    matches!(word, "struct" | "enum" | "fn" | "trait" | "const" | "type").then_some((word, rest))
}

/// `FakeApi` of ` FakeApi {`, `Mutex` of `Mutex<T> {`.
fn name(text: &str) -> String {
    let letters = text.trim_start().chars();
    letters
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

fn after_generics(text: &str) -> &str {
    match text.starts_with('<') {
        true => text.split_once("> ").map_or(text, |(_, rest)| rest),
        false => text,
    }
}

/// An item without what is private in it.
fn declaration(head: &str, body: &[&str]) -> String {
    let word = is_item(head).map_or("", |(word, _)| word);
    if word == "fn" {
        return signature(head, body);
    }
    let (front, back) = match head.chars().last() {
        Some('{') => (head, "}"),
        Some('(') => (head, ");"),
        _ => return head.trim_end_matches(';').to_owned(),
    };
    let is_shown = |line: &&&str| word != "struct" || is_public_field(line);
    let mut shown: Vec<&str> = body.iter().filter(is_shown).copied().collect();
    if word == "struct"
        && !shown
            .iter()
            .any(|line| line.trim_start().starts_with("pub "))
    {
        shown = Vec::new();
    }
    match shown.is_empty() {
        true => front.trim_end_matches(['{', '(']).trim_end().to_owned(),
        false => format!("{front}\n{}\n{back}", shown.join("\n")),
    }
}

/// A field that everybody may use, or what is said of it.
fn is_public_field(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("pub ") || line.starts_with("///")
}

/// The public functions in the body of an `impl`.
fn functions(body: &[&str]) -> Vec<(String, String)> {
    let mut functions = Vec::new();
    let mut docs = String::new();
    for (at, line) in body.iter().enumerate() {
        let Some(line) = line.strip_prefix("    ") else {
            continue;
        };
        if let Some(doc) = line.strip_prefix("///") {
            push(&mut docs, doc);
        } else if is_item(line).is_some_and(|(word, _)| word == "fn") {
            let rest: Vec<&str> = body[at + 1..]
                .iter()
                .map(|line| line.strip_prefix("    ").unwrap_or(line))
                .collect();
            functions.push((signature(line, &rest), std::mem::take(&mut docs)));
        } else if !line.starts_with(' ') && !line.starts_with("#[") {
            docs.clear();
        }
    }
    functions
}

/// From the head of a function to the beginning of its body.
fn signature(head: &str, rest: &[&str]) -> String {
    let mut lines = vec![head];
    let mut rest = rest.iter();
    while !lines
        .last()
        .is_some_and(|line| line.ends_with(['{', '}', ';']))
    {
        match rest.next() {
            Some(line) => lines.push(line),
            None => break,
        }
    }
    let text = lines.join("\n");
    let text = text.trim_end_matches(['{', ';']).trim_end();
    text.trim_end_matches("where").trim_end().to_owned()
}

/// A line of documentation, without the blank that stands before each.
fn push(docs: &mut String, line: &str) {
    docs.push_str(line.strip_prefix(' ').unwrap_or(line));
    docs.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "//! A shop.\n\nuse std::fmt;\n\n/// The shop.\n///\n/// Clones are the same.\n\
        #[derive(Debug, Clone)]\npub struct Shop<T> {\n    stock: Vec<T>,\n}\n\n/// Asking.\nimpl<T> Shop<T> {\n    \
        /// How much there is.\n    #[must_use]\n    pub fn left(\n        &self,\n    ) -> usize {\n        1\n    }\n\n    \
        /// Nobody's business.\n    fn hidden() {}\n}\n\nimpl<T> fmt::Display for Shop<T> {\n    pub fn no() {}\n}\n\n\
        /// Who buys.\npub struct User {\n    /// The name.\n    pub name: String,\n    age: u8,\n}\n\n\
        /// So many.\npub const fn ms(n: u64) -> u64 {\n    n\n}\n\npub(crate) fn inner() {}\n\nstruct Hidden;\n";

    #[test]
    fn what_is_public_is_read_and_nothing_else() {
        let source = Source::read(SOURCE);
        assert_eq!(source.about, "A shop.\n");
        let names: Vec<_> = source.items.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, ["Shop", "User", "ms"]);
        let [shop, user, ms] = source.items.as_slice() else {
            panic!("{source:?}");
        };
        assert_eq!(
            shop.declaration,
            "#[derive(Debug, Clone)]\npub struct Shop<T>"
        );
        assert_eq!(shop.docs, "The shop.\n\nClones are the same.\n");
        assert_eq!(shop.groups[0].docs, "Asking.\n");
        let functions = &shop.groups[0].functions;
        let left = "pub fn left(\n    &self,\n) -> usize";
        assert_eq!(
            functions[..],
            [(left.to_owned(), "How much there is.\n".to_owned())]
        );
        assert_eq!(
            user.declaration,
            "pub struct User {\n    /// The name.\n    pub name: String,\n}"
        );
        assert_eq!(ms.declaration, "pub const fn ms(n: u64) -> u64");
    }
}
