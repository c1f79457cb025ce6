//! Many submissions.

pub mod similarity;
