//! Verdicts and progress as text and as JSON: the words that people and
//! programs see. Nothing here judges, and nothing here knows about processes.

mod building;
pub mod formats;
mod fragment;
mod inert;
mod ink;
pub mod json;
mod look;
mod markdown;
mod markup;
mod page;
pub mod picture;
mod quote;
#[cfg(test)]
pub(crate) mod sample;
pub mod text;
mod wrap;

pub use building::Building;
pub use fragment::{fragment, style, with_code};
pub use inert::{colored, no_commands, plain};
pub use ink::Ink;
pub use look::{Look, Surroundings};
pub use markdown::markdown;
pub use page::Page;
pub use quote::quoted;
pub use report::Count;
pub use wrap::wrap;
