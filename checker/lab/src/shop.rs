//! What the shop deals with.

use std::fmt;

/// A customer of the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The number that the shop knows them by.
    pub id: u32,
    /// Their name.
    pub name: String,
}

/// Something that a customer ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// What was ordered.
    pub item: String,
}

/// What is checked before an order is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// Is it in stock?
    Stock,
    /// Is it paid for?
    Payment,
    /// Does the address exist?
    Address,
}

/// A check said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckFailed(
    /// The check that did.
    pub Check,
);

/// What several requests share. There is one of it: it cannot be cloned.
#[derive(Debug, PartialEq, Eq)]
pub struct Config {
    /// The currency that prices are shown in: `EUR`.
    pub currency: String,
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Check::Stock => "stock",
            Check::Payment => "payment",
            Check::Address => "address",
        })
    }
}

impl fmt::Display for CheckFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the check of the {} said no", self.0)
    }
}

impl std::error::Error for CheckFailed {}
