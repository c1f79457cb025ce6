//! `workbook dev …`: what an author of exercises needs.

pub mod check;
pub mod new;
pub mod pack;
