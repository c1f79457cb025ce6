//! From comments and texts of the repository to Markdown of a page.

use std::path::{Component, Path, PathBuf};

/// `code` as a block, whatever it consists of.
pub(super) fn fenced(language: &str, code: &str) -> String {
    let runs = code.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", code.trim_end())
}

/// The comment that a source begins with, without its marks, and what comes after it.
pub(super) fn header(source: &str) -> (String, &str) {
    let (mut text, mut rest) = (String::new(), source);
    while let Some(line) = rest.lines().next() {
        let comment = line.strip_prefix("//");
        let Some(comment) = comment.filter(|comment| !comment.starts_with(['/', '!'])) else {
            break;
        };
        text += comment.strip_prefix(' ').unwrap_or(comment);
        text.push('\n');
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    (text.trim().to_owned(), rest.trim_start_matches('\n'))
}

/// A comment, or a hint, as Markdown: a word such as `Vec<u8>` is no markup, and an address
/// is a link. What is indented is code already.
pub(super) fn prose(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        if paragraph.starts_with("    ") {
            return paragraph.to_owned();
        }
        // Every other piece is code.
        let pieces = paragraph.split('`').enumerate();
        let pieces = pieces.map(|(at, piece)| match at % 2 {
            0 => linked(&piece.replace('&', "&amp;").replace('<', "&lt;")),
            _ => piece.to_owned(),
        });
        pieces.collect::<Vec<_>>().join("`")
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn linked(text: &str) -> String {
    let words = text.split_inclusive([' ', '\n']).map(|word| {
        let bare = word.trim_end_matches([' ', '\n', '.', ',', ';', ')']);
        match bare.starts_with("https://") {
            true => format!("<{bare}>{}", &word[bare.len()..]),
            false => word.to_owned(),
        }
    });
    words.collect()
}

/// `text`, which stands in the file `from` of the repository, with links to where its
/// targets are in the book. A link to what is not in the book loses its target.
/// `page` knows, by the path of a file, its page as it is seen from this one.
pub(super) fn relinked(text: &str, from: &Path, page: &dyn Fn(&Path) -> Option<String>) -> String {
    // Every other piece is a block of code.
    let pieces = text
        .split("```")
        .enumerate()
        .map(|(at, piece)| match at % 2 {
            0 => relinked_prose(piece, from, page),
            _ => piece.to_owned(),
        });
    pieces.collect::<Vec<_>>().join("```")
}

fn relinked_prose(text: &str, from: &Path, page: &dyn Fn(&Path) -> Option<String>) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("](") {
        let Some((target, after)) = after.split_once(')') else {
            break;
        };
        out += before;
        rest = after;
        let elsewhere = target.contains("://") || target.starts_with('#');
        let (file, anchor) = target.split_at(target.find('#').unwrap_or(target.len()));
        let folder = from.parent().unwrap_or(Path::new(""));
        match page(&normal(&folder.join(file))) {
            _ if elsewhere => out += &format!("]({target})"),
            Some(page) => out += &format!("]({page}{anchor})"),
            None => {
                if let Some(open) = out.rfind('[') {
                    out.remove(open);
                }
            }
        }
    }
    out + rest
}

/// Without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_ends_where_it_has_to() {
        assert_eq!(fenced("rust", "fn f() {}\n"), "```rust\nfn f() {}\n```\n");
        let evil = "```\n<script>\n````";
        assert_eq!(fenced("", evil), format!("`````\n{evil}\n`````\n"));
    }

    #[test]
    fn the_comment_at_the_top_is_the_task() {
        let (text, rest) = header("// One\n//\n// - two\n\n/// Doc.\nfn f() {}\n");
        assert_eq!(
            (text.as_str(), rest),
            ("One\n\n- two", "/// Doc.\nfn f() {}\n")
        );
        assert_eq!(header("fn f() {}").0, "");
    }

    #[test]
    fn what_looks_like_markup_is_text_and_addresses_are_links() {
        let text = "An Arc<T> & `Vec<u8>`, see https://docs.rs/a.\n\n    let a: Vec<u8>;\n";
        let want =
            "An Arc&lt;T> &amp; `Vec<u8>`, see <https://docs.rs/a>.\n\n    let a: Vec<u8>;\n";
        assert_eq!(prose(text), want);
    }

    #[test]
    fn links_lead_to_pages_or_nowhere() {
        let page = |file: &Path| (file == Path::new("docs/a.md")).then(|| "../a.md".to_owned());
        let text =
            "[a](../../docs/a.md#x) [b](b.md) [c](https://c.d) [e](#f)\n```\n[a](b.md)\n```\n";
        let want = "[a](../a.md#x) b [c](https://c.d) [e](#f)\n```\n[a](b.md)\n```\n";
        assert_eq!(
            relinked(text, Path::new("exercises/1/README.md"), &page),
            want
        );
    }
}
