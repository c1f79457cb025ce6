//! A function that does nothing and returns something, or returns too early.

use super::edits::{Edit, Edits};
use syn::spanned::Spanned;
use syn::{
    Block, GenericArgument, PathArguments, PathSegment, ReturnType, Signature, Type, TypeParamBound,
};

const NUMBERS: [&str; 12] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
];
const POINTERS: [&str; 6] = ["Box", "Arc", "Rc", "Mutex", "RwLock", "RefCell"];

pub(super) fn function(signature: &Signature, body: &Block, edits: &mut Edits<'_>) {
    let Some(last) = body.stmts.last() else {
        return;
    };
    let values = match &signature.output {
        ReturnType::Default => vec!["()".to_owned()],
        ReturnType::Type(_, returned) => of_type(returned),
    };
    for value in &values {
        let empty = if value == "()" { "" } else { value };
        edits.replace("empty body", body, format!("{{ {empty} }}"));
    }
    if body.stmts.len() > 1
        && let Some(value) = values.first()
        // That is what comes next.
        && !value.ends_with(edits.text(last))
    {
        let early = format!("if true {{ return {value}; }} ");
        edits.add("early return", vec![Edit::before(last.span(), early)]);
    }
}

/// Values of the type, in the hope that they are some.
fn of_type(returned: &Type) -> Vec<String> {
    match returned {
        Type::Path(path) => match path.path.segments.last() {
            Some(last) => of_path(last),
            None => Vec::new(),
        },
        Type::Tuple(tuple) if tuple.elems.is_empty() => vec!["()".to_owned()],
        Type::Tuple(tuple) => {
            let first = tuple
                .elems
                .iter()
                .map(|one| of_type(one).into_iter().next());
            let all: Option<Vec<_>> = first.collect();
            all.map(|all| format!("({},)", all.join(", ")))
                .into_iter()
                .collect()
        }
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => strings(""),
            Type::Slice(_) => vec!["&[]".to_owned()],
            other => wrapped("Box::leak(Box::new(", of_type(other), "))"),
        },
        Type::ImplTrait(some) => some.bounds.iter().flat_map(of_bound).collect(),
        Type::Never(_) | Type::Infer(_) => Vec::new(),
        _ => vec!["Default::default()".to_owned()],
    }
}

fn of_path(last: &PathSegment) -> Vec<String> {
    let name = last.ident.to_string();
    let inner = || argument(last).map(of_type).unwrap_or_default();
    match name.as_str() {
        "bool" => vec!["true".to_owned(), "false".to_owned()],
        "String" => strings(".to_owned()"),
        "f32" | "f64" => vec!["0.0".to_owned(), "1.0".to_owned()],
        "Duration" => vec!["std::time::Duration::ZERO".to_owned()],
        number if NUMBERS.contains(&number) => vec!["0".to_owned(), "1".to_owned()],
        "Result" if argument(last).is_none() => vec!["Ok(())".to_owned()],
        "Result" => wrapped("Ok(", inner(), ")"),
        "Option" => one_more("None", wrapped("Some(", inner(), ")")),
        "Vec" => one_more("vec![]", wrapped("vec![", inner(), "]")),
        "Poll" => one_more(
            "std::task::Poll::Pending",
            wrapped("std::task::Poll::Ready(", inner(), ")"),
        ),
        "Pin" => pinned(last),
        pointer if POINTERS.contains(&pointer) => {
            wrapped(&format!("{pointer}::new("), inner(), ")")
        }
        _ => vec!["Default::default()".to_owned()],
    }
}

/// A future in a box, and `impl Future`.
fn of_bound(bound: &TypeParamBound) -> Vec<String> {
    let TypeParamBound::Trait(bound) = bound else {
        return Vec::new();
    };
    let Some(last) = bound.path.segments.last() else {
        return Vec::new();
    };
    match last.ident.to_string().as_str() {
        "Future" => {
            let output = argument(last).map(of_type).unwrap_or_default();
            wrapped("async { ", output, " }")
        }
        "Iterator" => vec!["std::iter::empty()".to_owned()],
        "Stream" => vec!["futures::stream::empty()".to_owned()],
        _ => Vec::new(),
    }
}

fn pinned(last: &PathSegment) -> Vec<String> {
    let boxed = match argument(last) {
        Some(Type::Path(path)) => path.path.segments.last().and_then(argument),
        _ => None,
    };
    match boxed {
        Some(Type::TraitObject(object)) => wrapped(
            "Box::pin(",
            object.bounds.iter().flat_map(of_bound).collect(),
            ")",
        ),
        _ => Vec::new(),
    }
}

fn argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(one) => Some(one),
        GenericArgument::AssocType(one) => Some(&one.ty),
        _ => None,
    })
}

fn strings(end: &str) -> Vec<String> {
    ["\"\"", "\"xyzzy\""]
        .map(|text| format!("{text}{end}"))
        .to_vec()
}

fn wrapped(before: &str, values: Vec<String>, after: &str) -> Vec<String> {
    let values = values.into_iter();
    values
        .map(|value| format!("{before}{value}{after}"))
        .collect()
}

fn one_more(first: &str, others: Vec<String>) -> Vec<String> {
    let mut all = vec![first.to_owned()];
    all.extend(others);
    all
}
