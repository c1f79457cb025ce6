//! `workbook dev book`: the course as a book for mdBook. Each text stays where it is and is
//! read from there, so nobody maintains it twice; verdicts and pictures come from answers that
//! are judged while the book is written.

mod exercise;
mod folder;
mod gallery;
mod markdown;
mod pages;
mod run;

pub use run::{Options, Part, execute};
