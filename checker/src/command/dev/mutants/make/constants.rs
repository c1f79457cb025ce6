//! Another number, text or letter: one more, one less, none.

use super::edits::Edits;
use syn::Lit;

const CONSTANT: &str = "constant";

pub(super) fn literal(node: &Lit, edits: &mut Edits<'_>) {
    match node {
        Lit::Int(number) => {
            let Ok(value) = number.base10_parse::<u64>() else {
                return;
            };
            let suffix = number.suffix();
            let others = [value.checked_add(1), value.checked_sub(1)];
            for other in others.into_iter().flatten() {
                edits.replace(CONSTANT, node, format!("{other}{suffix}"));
            }
        }
        Lit::Float(number) => {
            edits.replace(CONSTANT, node, format!("({} + 1.0)", number.token()));
        }
        Lit::Bool(truth) => edits.replace(CONSTANT, node, (!truth.value).to_string()),
        Lit::Str(text) => {
            let other = if text.value().is_empty() {
                "\"xyzzy\""
            } else {
                "\"\""
            };
            edits.replace(CONSTANT, node, other);
        }
        Lit::ByteStr(text) => {
            let other = if text.value().is_empty() {
                "b\"xyzzy\""
            } else {
                "b\"\""
            };
            edits.replace(CONSTANT, node, other);
        }
        Lit::Char(letter) => {
            let other = if letter.value() == 'x' { "'y'" } else { "'x'" };
            edits.replace(CONSTANT, node, other);
        }
        Lit::Byte(letter) => {
            let other = if letter.value() == b'x' {
                "b'y'"
            } else {
                "b'x'"
            };
            edits.replace(CONSTANT, node, other);
        }
        _ => {}
    }
}
