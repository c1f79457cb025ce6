//! Known holes in the compiler, by the shape of what goes through them. Another
//! name, a macro or a module hides a shape: each of these is a hurdle, and what
//! decides is elsewhere.

use super::Found;
use super::rules::Why;
use super::tokens::{Kind, Token};
use std::collections::BTreeSet;

/// Types of code, whose lifetime says nothing of what they return.
const CODE: [&str; 7] = [
    "Fn",
    "FnMut",
    "FnOnce",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Future",
];

/// What in the whole file has the shape of a known hole.
pub(super) fn refused(tokens: &[Token<'_>]) -> Vec<Found> {
    let mut found = Vec::new();
    let traits = with_parameters(tokens);
    let blanket = for_anything(tokens);
    let casts = ["Any", "downcast"].iter().all(|word| has(tokens, word));
    for (at, token) in tokens.iter().enumerate() {
        let rest = &tokens[at + 1..];
        let what = match token.text {
            "impl" => returned(rest, casts),
            "dyn" => bound(rest, &traits, &blanket),
            "for" => two_lifetimes(rest),
            "fn" => left_open(rest),
            "type" => of_a_reference(rest),
            "downcast" => to_a_reference(rest),
            _ => None,
        };
        let is_word = token.kind == Kind::Word;
        found.extend(
            what.filter(|_| is_word)
                .map(|what| Found::new(what, Why::Hole, token)),
        );
    }
    found
}

/// rust-lang/rust#84366: what a closure or a future returns, named by an
/// associated type, is taken to live as long as the closure.
fn returned(rest: &[Token<'_>], casts: bool) -> Option<&'static str> {
    let open = rest.iter().position(|token| token.is("{"))?;
    let (header, body) = (&rest[..open], block(&rest[open + 1..]));
    let of_code = header.iter().any(|token| CODE.contains(&token.text));
    let names = |pair: &[Token<'_>]| pair[0].is("type") && pair[1].kind == Kind::Word;
    let names_a_type = body.windows(2).any(names);
    let is_hole = of_code && names_a_type && (casts || implements_all(header).is_some());
    is_hole.then_some("a trait for all closures with a type in it")
}

/// rust-lang/rust#57893 and #152783: an object says what a type in it is, and an
/// implementation for all types says something else.
fn bound(
    rest: &[Token<'_>],
    traits: &BTreeSet<&str>,
    blanket: &BTreeSet<&str>,
) -> Option<&'static str> {
    let (name, rest) = path_end(rest)?;
    let is_ours = traits.contains(name) || blanket.contains(name);
    let is_bound = generics(rest).iter().any(|token| token.is("="));
    (is_ours && is_bound).then_some("a `dyn` with a type in it, of a trait of your own")
}

/// rust-lang/rust#84591 and #100051: what holds for two lifetimes of which one
/// outlives the other is taken to hold for any two.
fn two_lifetimes(rest: &[Token<'_>]) -> Option<&'static str> {
    let [open, first, comma, second, ..] = rest else {
        return None;
    };
    let are_two = open.is("<")
        && first.kind == Kind::Lifetime
        && comma.is(",")
        && second.kind == Kind::Lifetime;
    let end = rest.iter().position(|token| token.is(">"))?;
    let (name, _) = path_end(&rest[end + 1..]).unwrap_or(("", rest));
    let is_plain = name == "fn" || CODE.contains(&name);
    (are_two && !is_plain).then_some("`for<'a, 'b>` of anything but a function")
}

/// rust-lang/rust#25860: in the type of a function, a part that the compiler is
/// to fill in, beside one for any lifetime.
fn left_open(rest: &[Token<'_>]) -> Option<&'static str> {
    let [open, inferred, comma, next, ..] = rest else {
        return None;
    };
    let is_open = open.is("(") && inferred.is("_") && comma.is(",") && next.is("&");
    is_open.then_some("`fn(_, &…)`")
}

/// `type Ref<'a, T> = &'a T;` hides a reference to a reference.
fn of_a_reference(rest: &[Token<'_>]) -> Option<&'static str> {
    let equals = rest.iter().take(12).position(|token| token.is("="))?;
    let [and, life, it, end, ..] = &rest[equals + 1..] else {
        return None;
    };
    let parameters = &rest[..equals];
    let is_given = |token: &Token<'_>| parameters.iter().skip(1).any(|known| known.is(token.text));
    let is_alias = and.is("&") && life.kind == Kind::Lifetime && end.is(";");
    (is_alias && is_given(it)).then_some("another name for `&'a T`")
}

/// What goes through such a hole comes out of a box of anything. A text is what
/// panics have with them.
fn to_a_reference(rest: &[Token<'_>]) -> Option<&'static str> {
    let mut inside = rest.iter().take_while(|token| !token.is("("));
    let has_reference = inside.clone().any(|token| token.is("&"));
    let is_text = inside.any(|token| token.is("str"));
    (has_reference && !is_text).then_some("`downcast` to a reference")
}

/// Traits of this file that have parameters.
fn with_parameters<'s>(tokens: &[Token<'s>]) -> BTreeSet<&'s str> {
    let traits = tokens.windows(3);
    let traits = traits.filter(|it| it[0].is("trait") && it[2].is("<"));
    traits.map(|it| it[1].text).collect()
}

/// Traits of this file that are implemented for all types.
fn for_anything<'s>(tokens: &[Token<'s>]) -> BTreeSet<&'s str> {
    let impls = (0..tokens.len()).filter(|at| tokens[*at].is("impl"));
    let headers = impls.filter_map(|at| {
        let rest = &tokens[at + 1..];
        let open = rest.iter().position(|token| token.is("{"))?;
        implements_all(&rest[..open])
    });
    headers.collect()
}

/// The trait, where a header implements it for one of its own parameters:
/// `<T: ?Sized> Holds for T`.
fn implements_all<'s>(header: &[Token<'s>]) -> Option<&'s str> {
    let parameters = generics(header);
    let rest = header.get(parameters.len() + 2..)?;
    let at = rest.iter().rposition(|token| token.is("for"))?;
    let target = rest.get(at + 1)?;
    let ends = rest.get(at + 2).is_none_or(|token| token.is("where"));
    let is_given = parameters.iter().any(|token| token.is(target.text));
    let (name, _) = path_end(rest)?;
    (ends && is_given && target.kind == Kind::Word).then_some(name)
}

/// The last name of a path, and what follows it.
fn path_end<'t, 's>(tokens: &'t [Token<'s>]) -> Option<(&'s str, &'t [Token<'s>])> {
    match tokens {
        [open, rest @ ..] if open.is("(") || open.is("?") => path_end(rest),
        [a, b, rest @ ..] if a.is(":") && b.is(":") => path_end(rest),
        [_, a, b, rest @ ..] if a.is(":") && b.is(":") => path_end(rest),
        [name, rest @ ..] => Some((name.text, rest)),
        [] => None,
    }
}

/// What stands between a `<`, with which `tokens` begins, and its `>`.
fn generics<'t, 's>(tokens: &'t [Token<'s>]) -> &'t [Token<'s>] {
    let Some((open, rest)) = tokens.split_first() else {
        return &[];
    };
    if !open.is("<") {
        return &[];
    }
    let mut depth = 1_usize;
    let mut before = "";
    let end = rest.iter().position(|token| {
        match token.text {
            "<" => depth += 1,
            // Not the arrow of a function.
            ">" if before != "-" => depth -= 1,
            _ => {}
        }
        before = token.text;
        depth == 0
    });
    &rest[..end.unwrap_or(0)]
}

/// Up to the brace that closes what was opened before `tokens`.
fn block<'t, 's>(tokens: &'t [Token<'s>]) -> &'t [Token<'s>] {
    let mut depth = 1_usize;
    let end = tokens.iter().position(|token| {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth -= 1,
            Kind::Word | Kind::Lifetime | Kind::Literal | Kind::Sign => {}
        }
        depth == 0
    });
    &tokens[..end.unwrap_or(tokens.len())]
}

fn has(tokens: &[Token<'_>], word: &str) -> bool {
    tokens.iter().any(|token| token.is(word))
}
